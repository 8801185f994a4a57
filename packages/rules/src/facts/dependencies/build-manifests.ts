import { folderOf } from '../../repo/place.ts';
import type { Repo } from '../../repo/repo.ts';
import { boundOf, DEVELOPMENT, dependency, MAIN, type RawManifest, rawManifest } from './raw-manifest.ts';

/** pom.xml, build.gradle(.kts) and *.csproj. Dependencies are named `group:artifact` (Maven, Gradle) or by package id in lower case (NuGet). */
export function buildManifests(repo: Repo): RawManifest[] {
  return [
    ...repo.named('pom.xml').map((path) => maven(repo, path)),
    ...repo.named('build.gradle', 'build.gradle.kts').map((path) => gradle(repo, path)),
    ...repo.withExtension('csproj', 'fsproj').map((path) => nuget(repo, path)),
  ];
}

function maven(repo: Repo, path: string): RawManifest {
  const manifest = rawManifest(path, 'maven');
  const text = repo.text(path).replace(/<!--[\s\S]{0,20000}?-->/g, (comment) => comment.replace(/[^\n]/g, ' '));
  manifest.name =
    /<artifactId>(?<name>[^<]+)<\/artifactId>/.exec(text.replace(/<parent>[\s\S]{0,20000}?<\/parent>/, ''))?.groups
      ?.name ?? null;
  for (const match of text.matchAll(/<(?<kind>dependency|plugin|parent)>(?<body>[\s\S]{0,20000}?)<\/\k<kind>>/g)) {
    const body = match.groups?.body ?? '';
    const group = tag(body, 'groupId') ?? 'org.apache.maven.plugins';
    const artifact = tag(body, 'artifactId');
    if (!artifact) continue;
    const kind = match.groups?.kind;
    const scope = tag(body, 'scope');
    const at =
      kind === 'plugin'
        ? ({ group: 'development', groupName: 'plugin' } as const)
        : scope === 'test'
          ? DEVELOPMENT
          : MAIN;
    // Without a version of its own the parent's or a BOM's dependency management decides it.
    manifest.direct.push(
      dependency(
        `${group}:${artifact}`,
        tag(body, 'version'),
        at,
        repo.placeAt(path, match.index, match.index + match[0].length),
        'registry',
        'exact',
      ),
    );
  }
  for (const match of text.matchAll(/<module>(?<name>[^<]+)<\/module>/g))
    manifest.workspaceMembers.push((match.groups?.name ?? '').trim());
  return manifest;
}

function tag(body: string, name: string): string | null {
  const start = body.indexOf(`<${name}>`);
  const end = start < 0 ? -1 : body.indexOf('</', start);
  return end < 0 ? null : body.slice(start + name.length + 2, end).trim();
}

function gradle(repo: Repo, path: string): RawManifest {
  const manifest = rawManifest(path, 'gradle');
  const code = repo.code(path);
  for (const match of code.matchAll(
    /^[ \t]*(?<configuration>\w+)[ (]+(?:platform\()?["'](?<group>[\w.-]+):(?<artifact>[\w.-]+)(?::(?<version>[^"'@\n]+))?[^"'\n]*["']/gm,
  )) {
    const { configuration = '', group, artifact, version } = match.groups ?? {};
    const isTest = /^(?:test|androidTest|developmentOnly|testImplementation|checkstyle|jmh)/i.test(configuration);
    manifest.direct.push(
      dependency(
        `${group}:${artifact}`,
        version ?? null,
        isTest ? DEVELOPMENT : MAIN,
        repo.placeAt(path, match.index),
        'registry',
        version ? boundOf(version.replace(/\+$/, '*')) : 'exact',
      ),
    );
  }
  for (const match of code.matchAll(/\bid[ (]+["'](?<id>[\w.-]+)["']\)?(?:\s+version\s+["'](?<version>[^"']+))?/g)) {
    manifest.direct.push(
      dependency(
        match.groups?.id ?? '',
        match.groups?.version ?? null,
        { group: 'development', groupName: 'plugin' },
        repo.placeAt(path, match.index),
        'registry',
        'exact',
      ),
    );
  }
  const folder = folderOf(path);
  for (const settings of ['settings.gradle', 'settings.gradle.kts']) {
    const text = repo.code(folder === '' ? settings : `${folder}/${settings}`);
    for (const match of text.matchAll(/["']:?(?<name>[\w:-]+)["']/g))
      if (/include/.test(text)) manifest.workspaceMembers.push((match.groups?.name ?? '').replaceAll(':', '/'));
  }
  return manifest;
}

function nuget(repo: Repo, path: string): RawManifest {
  const manifest = rawManifest(path, 'nuget');
  const text = repo.text(path);
  const central = repo.has('Directory.Packages.props');
  for (const match of text.matchAll(/<PackageReference\s+(?:Include|Update)="(?<name>[^"]+)"(?<rest>[^>]*)>/g)) {
    const version = /Version="(?<version>[^"]+)"/.exec(match.groups?.rest ?? '')?.groups?.version ?? null;
    manifest.direct.push(
      dependency(
        (match.groups?.name ?? '').toLowerCase(),
        version,
        MAIN,
        repo.placeAt(path, match.index),
        'registry',
        version === null && central ? 'exact' : boundOf(version),
      ),
    );
  }
  return manifest;
}
