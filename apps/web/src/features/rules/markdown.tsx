import { CodeSnippet } from '../audits/code-snippet.tsx';
import styles from './markdown.module.css';
import { parseInline } from './parse-inline.ts';
import { type Block, parseMarkdown } from './parse-markdown.ts';

/** Shows Markdown as React elements. The page's h1 is the screen's: a first heading of level 1 is left out, others begin at h2. */
export function Markdown({ source }: { source: string }) {
  const blocks = parseMarkdown(source).filter((block) => block.type !== 'heading' || block.level > 1);
  return (
    <div className={styles.markdown}>
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a text never move.
        <MarkdownBlock key={index} block={block} />
      ))}
    </div>
  );
}

function MarkdownBlock({ block }: { block: Block }) {
  switch (block.type) {
    case 'heading':
      return block.level === 2 ? (
        <h2>
          <Text source={block.text} />
        </h2>
      ) : (
        <h3>
          <Text source={block.text} />
        </h3>
      );
    case 'paragraph':
      return (
        <p>
          <Text source={block.text} />
        </p>
      );
    case 'code':
      return (
        <div className={styles.code}>
          <CodeSnippet code={block.text} path={`sample.${block.language}`} startLine={0} />
        </div>
      );
    case 'list': {
      const items = block.items.map((item) => (
        <li key={item}>
          <Text source={item} />
        </li>
      ));
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case 'table':
      return <Table head={block.head} rows={block.rows} />;
  }
}

function Table({ head, rows }: { head: readonly string[]; rows: readonly (readonly string[])[] }) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          {head.map((cell) => (
            <th key={cell} scope="col">
              <Text source={cell} />
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.join('|')}>
            {row.map((cell, index) => (
              <td key={head[index]}>
                <Text source={cell} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Text({ source }: { source: string }) {
  return parseInline(source).map((piece, index) => {
    const key = `${index}:${piece.text}`;
    switch (piece.type) {
      case 'code':
        return <code key={key}>{piece.text}</code>;
      case 'strong':
        return <strong key={key}>{piece.text}</strong>;
      case 'emphasis':
        return <em key={key}>{piece.text}</em>;
      case 'link':
        return (
          <a key={key} href={piece.href} rel="noreferrer">
            {piece.text}
          </a>
        );
      default:
        return piece.text;
    }
  });
}
