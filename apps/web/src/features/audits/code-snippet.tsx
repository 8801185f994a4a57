import { queryOptions, useQuery } from '@tanstack/react-query';
import { type CSSProperties, Fragment } from 'react';
import styles from './code-snippet.module.css';
import type { CodeToken } from './highlight-code.ts';
import { languageOfPath } from './language-of-path.ts';

interface CodeSnippetProps {
  code: string;
  /** Decides the language. */
  path: string;
  startLine: number;
}

/** A few lines of source with their numbers. Plain at once; coloured when the grammar has come. */
export function CodeSnippet({ code, path, startLine }: CodeSnippetProps) {
  const { data: coloured } = useQuery(highlightQuery(code, languageOfPath(path)));
  const lines = code.split('\n');
  return (
    <pre className={styles.snippet}>
      {lines.map((line, index) => {
        const number = startLine + index;
        return (
          <Fragment key={number}>
            <span className={styles.number}>{startLine > 0 ? number : ''}</span>
            <code className={styles.line}>{coloured?.[index] ? <Tokens tokens={coloured[index]} /> : line}</code>
          </Fragment>
        );
      })}
    </pre>
  );
}

function Tokens({ tokens }: { tokens: readonly CodeToken[] }) {
  let column = 0;
  return tokens.map((token) => {
    const key = column;
    column += token.text.length;
    const colours = { '--token-light': token.light, '--token-dark': token.dark } as CSSProperties;
    return (
      <span key={key} style={colours}>
        {token.text}
      </span>
    );
  });
}

/** The highlighter is a chunk of its own and comes with the first snippet. */
function highlightQuery(code: string, language: string | null) {
  return queryOptions({
    queryKey: ['highlight', language, code],
    queryFn: async () => {
      if (language === null) return null;
      const { highlightCode } = await import('./highlight-code.ts');
      return highlightCode(code, language);
    },
    enabled: language !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}
