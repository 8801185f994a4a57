import type { Facts } from '../../../facts/facts.ts';
import { secretValue } from '../../../facts/secrets/secret-value.ts';
import { folderOf, type Place } from '../../../repo/place.ts';
import { extensionOf, type Repo } from '../../../repo/repo.ts';

export interface CredentialUrl {
  place: Place;
  host: string;
}

const url =
  /\b(?<scheme>[a-z][a-z0-9+.-]{1,30}):\/\/(?<user>[^\s:/@'"`<>()[\]{}$%\\]{0,80}):(?<password>[^\s:/@'"`<>()[\]{}$%\\]{1,120})@(?<host>[A-Za-z0-9_.-]{1,120})/g;
const textLengthMax = 1_000_000;
const skipped = /^(?:lock|svg|css|map|po|pot|csv|html?|ipynb|snap|patch|sum)$/;
const local = /^(?:localhost|127\.0\.0\.1|0\.0\.0\.0|host\.docker\.internal)$/;
const throughVariable =
  /environ|getenv|process\.env|import\.meta|\bENV\b|\benv\b|\$\{|\bconfig\(|System\.get_env|Getenv|GetEnvironmentVariable|default/i;

/** URLs with a literal user and password in production files. */
export function credentialUrls(repo: Repo, facts: Facts): CredentialUrl[] {
  const pipelines = new Set(facts.pipelines.all.map((pipeline) => pipeline.path));
  const containers = new Set(
    facts.processes.all.filter((process) => process.deploy === 'compose').map((process) => process.name),
  );
  const composeFiles = new Set(
    facts.processes.all.filter((process) => process.deploy === 'compose').map((process) => process.place.path),
  );
  const development = new Set(
    facts.processes.deployFiles.filter((file) => file.stage !== 'production').map((file) => file.path),
  );
  const envFiles = new Map(facts.environment.files.map((file) => [file.path, file]));
  return repo.paths.flatMap((path) => {
    const text = repo.text(path);
    if (
      !repo.isProduction(path) ||
      text.length > textLengthMax ||
      skipped.test(extensionOf(path)) ||
      !text.includes('://')
    )
      return [];
    if (pipelines.has(path) || development.has(path) || envFiles.get(path)?.example) return [];
    const code = repo.code(path);
    return [...code.matchAll(url)].flatMap((match): CredentialUrl[] => {
      const { scheme = '', user = '', password = '', host = '' } = match.groups ?? {};
      const line = code.slice(code.lastIndexOf('\n', match.index) + 1, lineEnd(code, match.index));
      if (isForBuildOnly(facts, path, code.slice(0, match.index).split('\n').length)) return [];
      if (/^\s*(?:#|\/\/|;|\*|--|<!--)/.test(line) || isSample(scheme, user, password, host)) return [];
      if (local.test(host) && (throughVariable.test(line) || facts.images.at(path) || envFiles.has(path))) return [];
      // A configuration file beside the compose file that mounts it.
      const isSource = facts.code.languageOf(path) !== null;
      if (!isSource && local.test(host) && secretValue(password) === 'placeholder') return [];
      if (!isSource && containersBeside(facts, path).has(host)) return [];
      if (containers.has(host) && (composeFiles.has(path) || envFiles.has(path))) return [];
      return [{ place: repo.placeAt(path, match.index), host }];
    });
  });
}

/** A stage that the image does not end in hands its files on, and not its variables: what a build step needs to start. */
function isForBuildOnly(facts: Facts, path: string, line: number): boolean {
  const image = facts.images.at(path);
  if (!image?.final) return false;
  const stage = image.stages.findLast((item) => item.place.startLine <= line);
  return stage !== undefined && !image.lineage(image.final).includes(stage);
}

function containersBeside(facts: Facts, path: string): Set<string> {
  return new Set(
    facts.processes.all
      .filter((process) => process.deploy === 'compose' && folderOf(process.place.path) === folderOf(path))
      .map((process) => process.name),
  );
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** `driver://user:pass@localhost/dbname` of a generator, `https://user:password@example.com` of a message. */
function isSample(scheme: string, user: string, password: string, host: string): boolean {
  return (
    scheme === 'driver' ||
    /(?:^|\.)example\.(?:com|org|net)$|^(?:host|hostname|server|your[-_.]?\w*|HOST|example)$/.test(host) ||
    ['none', 'marker'].includes(secretValue(password)) ||
    (/^(?:user|username|usr|login|name|USER|USERNAME|u|dummy|fake)$/.test(user) &&
      /^(?:pass|password|passwd|pwd|secret|PASS|PASSWORD|p|dummy|fake)$/.test(password)) ||
    /^x{2,}$|^\*+$|^\.{3}$|^dummy$/i.test(password)
  );
}
