import type { Facts } from '../../../facts/facts.ts';
import { secretValue } from '../../../facts/secrets/secret-value.ts';
import type { Place } from '../../../repo/place.ts';
import { extensionOf, type Repo } from '../../../repo/repo.ts';

export interface Credential {
  place: Place;
  what: string;
  confidence: 'high' | 'medium';
}

/** Formats that providers publish for secret scanning; whole tokens only. Publishable keys (`pk_live_…`, DSNs) are left out. */
const tokens: readonly (readonly [what: string, literal: string, pattern: RegExp])[] = [
  ['an AWS access key', 'AKIA', /\bAKIA[A-Z2-7]{16}\b/g],
  ['a GitHub token', 'gh', /\bgh[oprsu]_[A-Za-z0-9]{36}\b/g],
  ['a GitHub token', 'github_pat_', /\bgithub_pat_[A-Za-z0-9_]{60,}/g],
  ['a GitLab token', 'glpat-', /\bglpat-[\w-]{20,}/g],
  ['a Slack token', 'xox', /\bxox[abeprs]-\d{6,}-[\w-]{16,}/g],
  [
    'a Slack webhook',
    'hooks.slack.com',
    /hooks\.slack\.com\/services\/T[A-Z0-9]{6,}\/B[A-Z0-9]{6,}\/[A-Za-z0-9]{20,}/g,
  ],
  ['a Stripe secret key', '_live_', /\b[rs]k_live_[A-Za-z0-9]{20,}/g],
  ['a Stripe test key', 'sk_test_', /\bsk_test_[A-Za-z0-9]{20,}/g],
  ['a Stripe webhook secret', 'whsec_', /\bwhsec_[A-Za-z0-9]{28,}/g],
  ['a Google API key', 'AIza', /\bAIza[\w-]{35}(?![\w-])/g],
  ['a SendGrid key', 'SG.', /\bSG\.[\w-]{22}\.[\w-]{43}/g],
  ['a Twilio key', 'SK', /\bSK[0-9a-f]{32}\b/g],
  ['an OpenAI key', 'sk-', /\bsk-(?:proj-|svcacct-)?[A-Za-z0-9_-]{20,}T3BlbkFJ[\w-]{20,}/g],
  ['an Anthropic key', 'sk-ant-', /\bsk-ant-[\w-]{40,}/g],
  ['an npm token', 'npm_', /\bnpm_[A-Za-z0-9]{36}\b/g],
  ['a PyPI token', 'pypi-AgEI', /\bpypi-AgEI[\w-]{50,}/g],
  ['a DigitalOcean token', 'dop_v1_', /\bdop_v1_[0-9a-f]{64}\b/g],
  ['a Mailgun key', 'key-', /\bkey-[0-9a-f]{32}\b/g],
  ['a Telegram bot token', ':AA', /\b\d{8,10}:AA[\w-]{33}(?![\w-])/g],
  ['a Hugging Face token', 'hf_', /\bhf_[A-Za-z]{34}\b/g],
];
const privateKey =
  /-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----(?:\s|\\n|["'+,]){1,20}(?<body>[A-Za-z0-9+/]{20,})/g;
const textLengthMax = 1_000_000;
const skippedExtension = /^(?:lock|svg|css|scss|less|map|po|pot|csv|tsv|sql|ipynb|snap|html?|xlf|patch|diff|sum)$/;
const skippedName =
  /(?:^|\/)(?:package-lock\.json|pnpm-lock\.yaml|composer\.lock|\.secrets\.baseline|\.gitleaks[\w.-]*|\.trufflehog[\w.-]*)$/;

/** Tokens and private keys in any production file that is no deploy file (those belong to `no-secrets-in-images`) and no CI file. */
export function tokensIn(repo: Repo, facts: Facts): Credential[] {
  const found: Credential[] = [];
  for (const path of repo.paths) {
    if (!isScanned(repo, facts, path)) continue;
    const text = repo.text(path);
    for (const [what, literal, pattern] of tokens) {
      if (!repo.holds(path, literal)) continue;
      for (const match of text.matchAll(pattern)) {
        if (isExample(match[0]) || isCommented(repo, path, match.index) || isPublished(text, match.index, literal))
          continue;
        found.push({ place: repo.placeAt(path, match.index), what, confidence: 'high' });
      }
    }
    if (repo.holds(path, 'PRIVATE KEY'))
      for (const match of text.matchAll(privateKey))
        if (!isCommented(repo, path, match.index) && !/^(?:A{8}|\.\.\.|x{6})/.test(match.groups?.body ?? ''))
          found.push({ place: repo.placeAt(path, match.index), what: 'a private key', confidence: 'high' });
    if (/(?:^|\/)config\/(?:master|credentials\/production)\.key$/.test(path) && /^[0-9a-f]{32}\s*$/.test(text))
      found.push({ place: repo.placeAt(path, 0), what: "the key of Rails' credentials", confidence: 'high' });
  }
  return found;
}

/** Production text that belongs to this rule. */
export function isScanned(repo: Repo, facts: Facts, path: string): boolean {
  const file = repo.file(path);
  if (file?.text === null || file === null || file.text.length > textLengthMax || !repo.isProduction(path))
    return false;
  if (skippedExtension.test(extensionOf(path)) || skippedName.test(path)) return false;
  if (/(?:^|\/)(?:\.github|\.gitlab|\.circleci|\.buildkite|\.husky)\//.test(path)) return false;
  if (
    /(?:^|\/)(?:locales?|i18n|translations?|lang|seeds?|seeders?|snippets|public|static|assets|ssl-dev|snakeoil)\//i.test(
      path,
    )
  )
    return false;
  return !isDeployFile(facts, path) && !facts.pipelines.all.some((pipeline) => pipeline.path === path);
}

function isDeployFile(facts: Facts, path: string): boolean {
  return (
    facts.images.at(path) !== null ||
    /\.(?:tf|tfvars|hcl)$|(?:^|\/)(?:Procfile|Jenkinsfile)/.test(path) ||
    facts.processes.deployFiles.some((file) => file.path === path)
  );
}

/** Documentation's own samples: `AKIAIOSFODNN7EXAMPLE`, one letter repeated, a run of the alphabet. */
function isExample(token: string): boolean {
  return (
    /EXAMPLE|example|x{6}|X{6}|0{8}|1234567|abcdef|ABCDEF|fake|dummy|sample|test_?key|placeholder/.test(token) ||
    secretValue(token) === 'marker'
  );
}

/** Blanked out in the code as a comment or docstring, or on a line of configuration that is one. */
function isCommented(repo: Repo, path: string, index: number): boolean {
  const code = repo.code(path);
  if (code[index] === ' ') return true;
  const lineStart = code.lastIndexOf('\n', index) + 1;
  return /^\s*(?:#|\/\/|;|\*|<!--)/.test(code.slice(lineStart, index));
}

/** A Firebase web configuration stands in every page it serves. */
function isPublished(text: string, index: number, literal: string): boolean {
  return (
    literal === 'AIza' &&
    /authDomain|messagingSenderId|firebaseapp\.com|current_key|AUTH_DOMAIN/.test(
      text.slice(Math.max(0, index - 400), index + 600),
    )
  );
}
