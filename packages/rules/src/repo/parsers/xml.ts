import { XmlElement as LibraryElement, parseXml as parseDocument, XmlCdata, XmlText } from '@rgrove/parse-xml';
import { depthMax } from './data-node.ts';
import { indexLines, type LineIndex, messageOf, type ParseError, type Span, stripBom } from './lines.ts';

export interface XmlElement extends Span {
  /** With its prefix as written. */
  name: string;
  attributes: Map<string, string>;
  children: XmlElement[];
  /** The text directly in it, trimmed. */
  text: string;
}

export interface XmlFile {
  root: XmlElement | null;
  errors: ParseError[];
}

const textLengthMax = 2_000_000;

/** Reads XML: pom.xml, logback.xml, web.xml, *.csproj. Entities of a DOCTYPE are not expanded. Never throws; broken XML gives no root. */
export function parseXml(text: string): XmlFile {
  const source = stripBom(text);
  if (source.length > textLengthMax) return failed('The file is too long to read as XML', 1);
  const index = indexLines(source);
  try {
    const document = parseDocument(source, { includeOffsets: true, ignoreUndefinedEntities: true });
    const errors: ParseError[] = [];
    const root = document.root ? convert(document.root, index, errors, 0) : null;
    return { root, errors };
  } catch (error) {
    const position = (error as { pos?: unknown } | null)?.pos;
    return failed(
      `Not readable as XML: ${messageOf(error)}`,
      index.lineAt(typeof position === 'number' ? position : 0),
    );
  }
}

/** The first child of this name, followed step by step; null where one is missing. */
export function xmlChild(element: XmlElement, ...names: string[]): XmlElement | null {
  let current: XmlElement | null = element;
  for (const name of names) current = current?.children.find((child) => child.name === name) ?? null;
  return current;
}

function failed(message: string, line: number): XmlFile {
  return { root: null, errors: [{ message, line }] };
}

function convert(element: LibraryElement, index: LineIndex, errors: ParseError[], depth: number): XmlElement {
  const startLine = index.lineAt(element.start);
  const result: XmlElement = {
    name: element.name,
    attributes: new Map(Object.entries(element.attributes)),
    children: [],
    text: '',
    startLine,
    endLine: Math.max(startLine, index.lineAt(element.end - 1)),
  };
  const texts: string[] = [];
  for (const child of element.children) {
    if (child instanceof LibraryElement) {
      if (depth < depthMax) result.children.push(convert(child, index, errors, depth + 1));
      else errors.push({ message: 'Nested too deeply', line: index.lineAt(child.start) });
    } else if (child instanceof XmlText || child instanceof XmlCdata) texts.push(child.text);
  }
  result.text = texts.join('').trim();
  return result;
}
