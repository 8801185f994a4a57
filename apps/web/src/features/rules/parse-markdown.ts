/** The Markdown that rule pages use. Anything else is text: HTML is never made from it. */
export type Block =
  | { type: 'heading'; level: number; text: string }
  | { type: 'paragraph'; text: string }
  | { type: 'code'; language: string; text: string }
  | { type: 'list'; ordered: boolean; items: string[] }
  | { type: 'table'; head: string[]; rows: string[][] };

const listItem = /^(?<mark>[-*]|\d{1,3}\.) +(?<text>.*)$/;
const heading = /^(?<marks>#{1,4}) +(?<text>.*)$/;

/** Splits Markdown into blocks, line by line. */
export function parseMarkdown(source: string): Block[] {
  const lines = source.replaceAll('\r\n', '\n').split('\n');
  const blocks: Block[] = [];
  let at = 0;

  function takeWhile(test: (line: string) => boolean): string[] {
    const from = at;
    while (at < lines.length && test(lines[at] ?? '')) at += 1;
    return lines.slice(from, at);
  }

  while (at < lines.length) {
    const line = lines[at] ?? '';
    const asHeading = heading.exec(line);
    if (line.trim() === '') {
      at += 1;
    } else if (line.startsWith('```')) {
      at += 1;
      const body = takeWhile((text) => !text.startsWith('```'));
      at += 1;
      blocks.push({ type: 'code', language: line.slice(3).trim(), text: body.join('\n') });
    } else if (asHeading?.groups) {
      at += 1;
      blocks.push({ type: 'heading', level: asHeading.groups.marks?.length ?? 1, text: asHeading.groups.text ?? '' });
    } else if (line.startsWith('|')) {
      blocks.push(tableOf(takeWhile((text) => text.startsWith('|'))));
    } else if (listItem.test(line)) {
      blocks.push(listOf(takeWhile((text) => listItem.test(text) || /^ {2,}\S/.test(text))));
    } else {
      blocks.push({ type: 'paragraph', text: takeWhile((text) => isText(text)).join(' ') });
    }
  }
  return blocks;
}

function isText(line: string): boolean {
  return (
    line.trim() !== '' &&
    !line.startsWith('```') &&
    !line.startsWith('|') &&
    !heading.test(line) &&
    !listItem.test(line)
  );
}

function listOf(lines: readonly string[]): Block {
  const items: string[] = [];
  for (const line of lines) {
    const item = listItem.exec(line)?.groups?.text;
    if (item !== undefined) items.push(item);
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return { type: 'list', ordered: /^\d/.test(lines[0] ?? ''), items };
}

function tableOf(lines: readonly string[]): Block {
  const cells = lines
    .filter((line) => !/^[|\s:-]+$/.test(line))
    .map((line) =>
      line
        .replace(/^\||\|\s*$/g, '')
        .split('|')
        .map((cell) => cell.trim()),
    );
  return { type: 'table', head: cells[0] ?? [], rows: cells.slice(1) };
}
