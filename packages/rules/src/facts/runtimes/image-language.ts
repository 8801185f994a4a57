import { baseName } from '../../repo/place.ts';
import type { Language } from '../stacks-fact.ts';

type Found = { language: Language; text: string };

const BY_NAME: readonly (readonly [RegExp, Language])[] = [
  [/^(?:python|pypy|pyenv)$/, 'python'],
  [/^(?:node|javascript-node|typescript-node|node-postgres)$/, 'javascript'],
  [/^(?:ruby|jruby)$/, 'ruby'],
  [
    /^(?:eclipse-temurin|openjdk|java|amazoncorretto|ibm-semeru-runtimes|zulu-openjdk(?:-alpine)?|liberica-openjdk-\w+|adoptopenjdk|sapmachine|jdk|jre)$/,
    'java',
  ],
  [/^(?:golang|go)$/, 'go'],
  [/^(?:php|php-nginx|php-apache|php-fpm)$/, 'php'],
  [/^elixir$/, 'elixir'],
  [/^rust$/, 'rust'],
  [/^(?:sdk|aspnet|runtime|dotnet|dotnet-sdk)$/, 'csharp'],
];
/** The language's name and version inside a tag or a name: `3.9-eclipse-temurin-17`, `python3.12-bookworm`, `8-jdk21`, `nodejs20-debian12`. */
const INSIDE: readonly (readonly [RegExp, Language])[] = [
  [/(?:^|[-_])python-?(?<version>\d+\.?\d+)/, 'python'],
  [/(?:^|[-_])node(?:js)?-?(?<version>\d+(?:\.\d+)*)/, 'javascript'],
  [
    /(?:^|[-_])(?:(?:eclipse-)?temurin|open-?jdk|jdk|jre|java|corretto|amazoncorretto)-?(?<version>\d+(?:\.\d+)*)/,
    'java',
  ],
  [/(?:^|[-_])php-?(?<version>\d\.?\d)/, 'php'],
  [/(?:^|[-_])ruby-?(?<version>\d+\.?\d+)/, 'ruby'],
  [/(?:^|[-_])go(?:lang)?-?(?<version>\d+\.\d+)/, 'go'],
  [/(?:^|[-_])rust-?(?<version>\d+\.\d+)/, 'rust'],
];
/** Images that hold a language beside their own version. */
const CARRIERS =
  /(?:^|\/)(?:maven|gradle|uv|python-nodejs|cargo-chef|frankenphp|nodejs\d*-debian\d+|java\d*-debian\d+|python3?-\d+|nodejs-\d+|ruby-\d+|php-\d+|php\d+-\w+|openjdk-\d+(?:-\w+)?|uvicorn-gunicorn[\w-]*|uwsgi-nginx[\w-]*|unit|openresty|sbt|jetty|tomcat|alpine-(?:node|php)|s2i-\w+)$/;

/** The language runtimes an image brings, with the version its tag or name states ('' for none). */
export function languagesOfImage(name: string, tag: string | null): Found[] {
  const last = baseName(name).toLowerCase();
  const text = (tag ?? '').toLowerCase();
  const direct = BY_NAME.find(([pattern]) => pattern.test(last));
  if (direct) {
    const [, language] = direct;
    if (language === 'csharp' && !/dotnet|mcr\.microsoft/.test(name)) return [];
    // Development containers count their own releases first: `1-3.12-bookworm`.
    const own = name.includes('devcontainers/') ? text.replace(/^\d+(?:\.\d+){0,2}-(?=\d)/, '') : text;
    const version =
      language === 'csharp'
        ? /^\d+(?:\.\d+)*/.exec(own)?.[0]
        : /^(?:v|jdk-?|jre-?)?(?<version>\d+(?:[._]\d+)*)/.exec(own)?.groups?.version;
    return [{ language, text: version ?? '' }];
  }
  if (!CARRIERS.test(name.toLowerCase())) return [];
  return INSIDE.flatMap(([pattern, language]): Found[] => {
    const version = pattern.exec(text)?.groups?.version ?? pattern.exec(last)?.groups?.version;
    return version ? [{ language, text: dotted(language, version) }] : [];
  });
}

/** `312` of `ubi9/python-312` is 3.12, `83` of `php83` is 8.3. */
export function dotted(language: Language, version: string): string {
  if (version.includes('.') || language === 'java' || language === 'javascript') return version;
  return version.length > 1 && !/^1\d$/.test(version) ? `${version[0]}.${version.slice(1)}` : version;
}
