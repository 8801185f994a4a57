/** What names a commit or a git tag, in the words of CI systems and of git. */
const MARK = new RegExp(
  [
    String.raw`\bgithub\.sha\b|\bGITHUB_SHA\b|github\.event\.(?:after|release\.tag_name|head_commit\.id|workflow_run\.head_sha|pull_request\.head\.sha)`,
    String.raw`\bCI_COMMIT_(?:SHA|SHORT_SHA|TAG)\b|\bCIRCLE_(?:SHA1|TAG)\b|pipeline\.git\.(?:revision|tag)`,
    String.raw`\bBITBUCKET_(?:COMMIT|TAG)\b|Build\.SourceVersion|BUILD_SOURCEVERSION|\bTRAVIS_(?:COMMIT|TAG)\b|\bGIT_(?:COMMIT|SHA|HASH|REVISION|TAG)\b`,
    String.raw`\bDRONE_(?:COMMIT(?:_SHA)?|TAG|SEMVER)\b|\bBUILDKITE_(?:COMMIT|TAG)\b|\$\{?(?:COMMIT_SHA|SHORT_SHA|REVISION_ID|TAG_NAME|SOURCE_COMMIT|CODEBUILD_RESOLVED_SOURCE_VERSION|CF_REVISION)\b`,
    String.raw`\bgit\s+(?:-C\s+\S+\s+)?(?:rev-parse\s+(?!--abbrev-ref|--show-toplevel|--git-dir|--is-inside)|describe\b|rev-list\b|log\s+-(?:n\s*)?1\b|show\s+-s|tag\s+--points-at)`,
    String.raw`org\.opencontainers\.image\.revision|\btype=sha\b|\btype=(?:semver|pep440)\b|\bevent=tag\b|\brefs/tags/`,
  ].join('|'),
);
const REF = /\bgithub\.ref(?:_name)?\b|\bGITHUB_REF(?:_NAME)?\b|\bCI_COMMIT_REF_(?:NAME|SLUG)\b/;
const ROUNDS_MAX = 5;
const NAMES_MAX = 60;
const TEXT_MAX = 40_000;

export interface TextScope {
  /** Lines in which the variables of the text may be defined: the workflow, the scripts that it calls. */
  lines: readonly string[];
  /** It runs for a git tag or a release only, so that the ref's name is a tag's. */
  onTags: boolean;
}

/** Does the text name a commit or a git tag, by itself or through the variables and outputs that it uses? */
export function namesCommit(text: string, scope: TextScope): boolean {
  const whole = expand(text, scope.lines);
  return MARK.test(whole) || (scope.onTags && REF.test(whole));
}

/** The text with the lines that define what it refers to, transitively. */
export function expand(text: string, lines: readonly string[]): string {
  const known = new Set<string>();
  let whole = text;
  let fresh = text;
  for (let round = 0; round < ROUNDS_MAX && fresh !== '' && whole.length < TEXT_MAX; round += 1) {
    const names = referencedNames(fresh).filter((name) => !known.has(name));
    for (const name of names) known.add(name);
    fresh = definitions(names.slice(0, NAMES_MAX), lines);
    whole += `\n${fresh}`;
  }
  return whole;
}

/** `${{ steps.meta.outputs.tag }}` → `tag`, `$TAG`, `${TAG:-x}`, `$(TAG)`, `{{ .TAG }}`, `%TAG%`. */
function referencedNames(text: string): string[] {
  const names = new Set<string>();
  for (const match of text.matchAll(/\$\{\{(?<expression>[^}]{1,300})\}\}/g))
    for (const item of (match.groups?.expression ?? '').matchAll(
      /\b(?:env|inputs|vars|matrix|outputs)\.(?<name>[\w-]+)/g,
    ))
      names.add(item.groups?.name ?? '');
  for (const match of text.matchAll(/\$(?:env:|[{(]{1,2})?[!#]?(?<name>[A-Za-z_]\w*)/g))
    names.add(match.groups?.name ?? '');
  for (const match of text.matchAll(/<<\s*(?:pipeline\.)?parameters\.(?<name>[\w-]+)/g))
    names.add(match.groups?.name ?? '');
  names.delete('');
  return [...names];
}

function definitions(names: readonly string[], lines: readonly string[]): string {
  if (names.length === 0) return '';
  const alternatives = names.map((name) => name.replaceAll('-', String.raw`\-`)).join('|');
  const pattern = new RegExp(
    String.raw`(?:^|[^\w.$-])(?:${alternatives})["']?\s*(?:[:?+]?=|:(?!-))|name=(?:${alternatives})\b|variable=(?:${alternatives})\b`,
  );
  const found: string[] = [];
  for (const [index, line] of lines.entries()) {
    if (!pattern.test(line)) continue;
    found.push(line);
    // A value on the lines below: a block, a list, a continued command.
    if (/(?:[|>][+-]?|:|\\|\(|=)\s*$/.test(line)) found.push(...lines.slice(index + 1, index + 7));
  }
  return found.join('\n');
}
