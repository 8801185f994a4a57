import type { NapiConfig, SgNode } from '@ast-grep/napi';
import type { SourceLanguage } from './source-language.ts';

type Rule = NapiConfig['rule'];

/** Where a bare pattern is no valid file, it is read within one of these. */
const contexts: Partial<Record<SourceLanguage, readonly (readonly [string, string])[]>> = {
  go: [
    ['package p\nfunc f() {\n', '\n}\n'],
    ['package p\n', '\n'],
    ['package p\nvar x = ', '\n'],
    ['package p\nfunc f() {\nx := T{', '}\n}\n'],
  ],
  php: [
    ['<?php\n', ';\n'],
    ['<?php\n', '\n'],
    ['<?php\nclass C {\n', '\n}\n'],
    ['<?php\n$x = [', '];\n'],
  ],
};
const wrapperKinds = new Set(['expression_statement', 'statement_list', 'block', 'source_file', 'program']);

/** A pattern always gives the same rule, so it is worked out once. */
const known = new Map<string, Rule>();

/** The rule for a pattern; Go and PHP patterns get the context and selector that they need. */
export function patternMatcher(language: SourceLanguage, pattern: string, parseText: (text: string) => SgNode): Rule {
  const options = contexts[language];
  if (options === undefined) return { pattern };
  const key = `${language}\n${pattern}`;
  const rule = known.get(key) ?? ruleInContext(language, pattern, options, parseText);
  known.set(key, rule);
  return rule;
}

function ruleInContext(
  language: SourceLanguage,
  pattern: string,
  options: readonly (readonly [string, string])[],
  parseText: (text: string) => SgNode,
): Rule {
  // In Go `$` is no letter: a plain name of the same length shows how the pattern is read. In PHP `$A` is a variable anyway.
  const readable = language === 'go' ? pattern.replaceAll('$', 'z') : pattern;
  for (const [before, after] of options) {
    const root = parseText(before + readable + after);
    const selector = selectorFor(root, before.length, before.length + readable.length);
    if (selector !== null) return { pattern: { context: before + pattern + after, selector } };
  }
  return { pattern };
}

/** The kind of the outermost node, not a mere wrapper, that covers exactly the pattern's text. */
function selectorFor(root: SgNode, start: number, end: number): string | null {
  let node: SgNode | null = root;
  while (node !== null) {
    const range = node.range();
    const isExact = range.start.index === start && range.end.index === end;
    if (isExact && !wrapperKinds.has(String(node.kind()))) {
      const isBroken = node.is('ERROR') || node.has({ rule: { kind: 'ERROR' } });
      return isBroken ? null : String(node.kind());
    }
    const parent: SgNode = node;
    node = parent.children().find((child) => covers(child, start, end)) ?? null;
  }
  return null;
}

function covers(node: SgNode, start: number, end: number): boolean {
  const range = node.range();
  return range.start.index <= start && range.end.index >= end;
}
