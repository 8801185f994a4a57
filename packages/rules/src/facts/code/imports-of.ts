import type { Language } from '../stacks-fact.ts';

const patterns: Readonly<Record<Language, readonly RegExp[]>> = {
  python: [/^[ \t]*from[ \t]+(?<module>[\w.]+)[ \t]+import\b/gm, /^[ \t]*import[ \t]+(?<list>[\w., \t]+)/gm],
  javascript: [
    /\bfrom\s*["'](?<module>[^"'\n]{1,200})["']/g,
    /^[ \t]*import\s*["'](?<module>[^"'\n]{1,200})["']/gm,
    /\b(?:require|import)\(\s*["'](?<module>[^"'\n]{1,200})["']\s*\)/g,
  ],
  ruby: [/^[ \t]*require(?:_relative)?[ (]+["'](?<module>[^"'\n]{1,200})["']/gm],
  java: [/^[ \t]*import[ \t]+(?:static[ \t]+)?(?<module>[\w.]+)/gm],
  go: [/^[ \t]*(?:import[ \t]+)?(?:[\w.]+[ \t]+)?"(?<module>[\w.~/-]{1,200})"[ \t]*$/gm],
  php: [/^[ \t]*use[ \t]+(?:function[ \t]+|const[ \t]+)?\\?(?<module>[\w\\]+)/gm],
  csharp: [/^[ \t]*(?:global[ \t]+)?using[ \t]+(?:static[ \t]+)?(?<module>[\w.]+)[ \t]*;/gm],
  elixir: [/^[ \t]*(?:alias|use|import|require)[ \t]+(?<module>[A-Z][\w.]*)/gm],
  rust: [/^[ \t]*(?:pub[ \t]+)?use[ \t]+(?<module>[\w:]+)/gm],
};

/** Modules that comment-free code imports, as written, in the order of the patterns. */
export function importsOf(language: Language, code: string): { module: string; index: number }[] {
  const found: { module: string; index: number }[] = [];
  for (const source of patterns[language]) {
    const pattern = new RegExp(source.source, source.flags);
    for (let match = pattern.exec(code); match; match = pattern.exec(code)) {
      const index = match.index + (match[0].length - match[0].trimStart().length);
      if (match.groups?.module) found.push({ module: match.groups.module, index });
      for (const item of match.groups?.list?.split(',') ?? []) {
        const module = item.trim().split(/\s+/)[0];
        if (module) found.push({ module, index });
      }
    }
  }
  return found;
}
