import styles from './code-text.module.css';

/** A sentence of a rule: what stands between backticks is shown as code. */
export function CodeText({ text }: { text: string }) {
  return text.split(/`(?<code>[^`]+)`/).map((part, index) =>
    index % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence never move.
      <code key={index} className={styles.code}>
        {part}
      </code>
    ) : (
      part
    ),
  );
}
