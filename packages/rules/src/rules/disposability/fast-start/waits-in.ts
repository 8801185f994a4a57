interface Wait {
  what: string;
  /** Lines of the text, 1-based. */
  from: number;
  to: number;
}

/** What gives a loop an end. */
const LIMIT =
  /-(?:lt|gt|le|ge|eq)\b|\btimeout\b|\(\(|\bseq\b|retr|attempt|tries|count|max_|SECONDS|\bexit\b|\bfor\b|[^=]==\s*\d/i;
const LOOP = /(?:^|[\s;&|(])(?<word>while|until)\s(?<test>[^\n]*?)(?:;\s*|\n\s*)do\b(?<body>[\s\S]{0,600}?)\bdone\b/g;
const SLEEP = /(?:^|[;&|\n(]|\bthen\b|\bdo\b)\s*sleep\s+(?<time>\d+(?:\.\d+)?[smh]?)\b/g;

/** Fixed sleeps and loops without a limit in a start's shell text. */
export function waitsIn(source: string): Wait[] {
  // `until timeout 10 …` ends one attempt, not the loop.
  const attempts = /(?<=\b(?:while|until)\s+(?:!\s+)?)timeout\s+(?:-\S+\s+)*\d+\w?/g;
  const text = source
    .replaceAll(attempts, (match) => ' '.repeat(match.length))
    .replaceAll(/(^|\s)#[^\n]*/g, (comment, lead: string) => lead + ' '.repeat(comment.length - lead.length));
  const loops = [...text.matchAll(LOOP)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
    test: match.groups?.test?.trim() ?? '',
    body: match.groups?.body ?? '',
  }));
  const waits: Wait[] = [];
  for (const { from, to, test, body } of loops) {
    const isForEver = /^(?:true|:|\[ 1 \]|\[\[ 1 \]\]|1)$/.test(test);
    if (/^(?:read\b|IFS=|\[+ (?:\$#|-n "?\$\{?1|"\$#))/.test(test) || LIMIT.test(test) || LIMIT.test(body)) continue;
    if (isForEver && !/\bbreak\b/.test(body)) continue;
    if (!/\bsleep\b/.test(body) && !/^[\s:;]*(?:(?:>&2\s*)?echo[^\n;]*|printf[^\n;]*|true)?[\s;]*$/.test(body))
      continue;
    waits.push({
      what: `waits without a limit (${isForEver ? 'while true' : test.slice(0, 60)})`,
      ...lines(text, from, to),
    });
  }
  for (const match of text.matchAll(SLEEP)) {
    const at = match.index + match[0].indexOf('sleep');
    if (loops.some(({ from, to }) => at >= from && at < to) || /^0(?:\.\d+)?$/.test(match.groups?.time ?? '')) continue;
    waits.push({ what: `sleeps for a fixed time (sleep ${match.groups?.time})`, ...lines(text, at, at) });
  }
  return waits.sort((a, b) => a.from - b.from);
}

function lines(text: string, from: number, to: number): { from: number; to: number } {
  const lineAt = (offset: number) => text.slice(0, offset).split('\n').length;
  const lead = /^\s*/.exec(text.slice(from))?.[0].length ?? 0;
  return { from: lineAt(from + lead), to: lineAt(to) };
}
