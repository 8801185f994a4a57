/** Tools, scripts, commands, migrations and set-up files: they speak to who runs them, not to a log. */
export function isToolPath(path: string): boolean {
  return /(?:^|\/)(?:scripts?|bin|tools?|tooling|hack|management\/commands|console\/commands|commands|cli|\w*migrations?|migrate|alembic|versions|seeds?|seeders|tasks\/.*\.rake|lib\/tasks|mix\/tasks|fixtures|i18n|locales|codemods?|generators?|build|deploy|deployments?|docker|ci|\.github|eslint[\w-]*)\/|\.rake$|(?:^|\/)(?:setup|manage|fabfile|noxfile|cli|__main__|seeds?|seeder|Rakefile)\.\w+$|\.config\.[cm]?[jt]s$|\.d\.ts$/i.test(
    path,
  );
}

/** Source that runs in a browser or on a device. */
export function isClientPath(path: string): boolean {
  if (/\.(?:vue|svelte|jsx|tsx)$/.test(path)) return true;
  return /(?:^|\/)(?:public|static|assets|client|clients|frontend|front-end|web\/src|ui|components|hooks|webapp|www|resources\/(?:js|assets)|app\/javascript|browser|extension|mobile|sw|service-worker|tracker|theme|themes|stores?|contexts?|store)\//i.test(
    path,
  );
}
