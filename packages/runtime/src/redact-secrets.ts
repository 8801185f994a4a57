const mask = '[redacted]';

// Keys whose string value is a secret whatever it looks like.
const secretKey =
  /"(?<key>[\w-]{0,40}?(?:authorization|cookie|password|passwd|secret|token|private_?key|api_?key|databaseurl|database_url|redisurl|redis_url))":"(?:[^"\\]|\\.)*"/gi;
// postgres://user:password@host, https://x-access-token:…@github.com, https://token@host
const urlCredentials = /:\/\/(?:[^\s"\\/@:]{0,256}:(?:[^\s"\\]|\\.){0,512}|[^\s"\\/@:]{1,512})@/g;
const githubToken = /\b(?:gh[pousr]_[A-Za-z0-9_.-]{16,}|github_pat_[A-Za-z0-9_]{20,})/g;
const jsonWebToken = /\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.?[A-Za-z0-9_-]*/g;
const authorization = /\b(?<scheme>bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi;
const privateKey = /-----BEGIN (?:[A-Z0-9]{1,20} ){0,4}PRIVATE KEY-----[^"]*/g;
const queryParameter =
  /(?<name>[?&](?:access_token|refresh_token|client_secret|code|token|password|sig|signature)=)[^&\s"\\#]+/gi;
const wellKnown =
  /\b(?:AKIA[0-9A-Z]{16}|xox[abprs]-[A-Za-z0-9-]{10,}|[sr]k_live_[A-Za-z0-9]{10,}|glpat-[A-Za-z0-9_-]{16,}|npm_[A-Za-z0-9]{30,})/g;

/**
 * Takes secrets out of text, above all out of messages of errors, which path-based redaction never sees.
 * Works on whole JSON lines too: no mask holds or eats a quote, so the line stays JSON. Masks too much rather than too little.
 */
export function redactSecrets(text: string): string {
  return text
    .replace(secretKey, `"$<key>":"${mask}"`)
    .replace(privateKey, mask)
    .replace(urlCredentials, `://${mask}@`)
    .replace(githubToken, mask)
    .replace(jsonWebToken, mask)
    .replace(authorization, `$<scheme> ${mask}`)
    .replace(queryParameter, `$<name>${mask}`)
    .replace(wellKnown, mask);
}
