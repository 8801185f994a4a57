import type { Facts } from '../../../facts/facts.ts';
import type { Setting } from '../../../facts/settings-fact.ts';

/** Django's `NAME: BASE_DIR / "db.sqlite3"` and the like, in force without a condition and without a variable. */
export function localDatabaseFiles(facts: Facts): Setting[] {
  return facts.settings.inForceUnder('DATABASES.').filter((setting) => {
    if (
      !/^DATABASES\.\w+\.NAME$/.test(setting.key) ||
      setting.condition !== null ||
      setting.value.kind === 'environment'
    )
      return false;
    if (!/sqlite3?|\.db\b/.test(setting.value.text) || /environ|getenv|\benv\b|config\(/.test(setting.value.text))
      return false;
    const engine = setting.key.replace(/NAME$/, 'ENGINE');
    return facts.settings
      .inForce(engine)
      .some(
        (other) =>
          other.component === setting.component &&
          /sqlite/.test(other.value.literal ?? '') &&
          other.value.kind === 'literal',
      );
  });
}
