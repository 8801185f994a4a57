import { MarkGithubIcon } from '@primer/octicons-react';
import { Button } from '@primer/react';
import { useEffect } from 'react';
import { factorNames } from '../../lib/factors.ts';
import { ProductMark } from '../../ui/product-mark.tsx';
import styles from './sign-in.module.css';

interface SignInProps {
  signInUrl: string;
  /** Path to come back to. */
  returnTo: string;
}

/** What a visitor without a session sees. */
export function SignIn({ signInUrl, returnTo }: SignInProps) {
  useEffect(() => {
    document.title = 'Sign in · Twelvefold';
  }, []);
  const separator = signInUrl.includes('?') ? '&' : '?';
  return (
    <div className={styles.page}>
      <div className={styles.box}>
        <span className={styles.mark}>
          <ProductMark size={56} />
        </span>
        <h1 className={styles.title} tabIndex={-1}>
          Every repository, held to the twelve factors
        </h1>
        <p className={styles.text}>
          Twelvefold audits your GitHub repositories against the Twelve-Factor App on every push and pull request. It
          shows what fails, the lines that prove it, and what raises the score most.
        </p>
        <Button
          as="a"
          variant="primary"
          size="large"
          leadingVisual={MarkGithubIcon}
          href={`${signInUrl}${separator}return=${encodeURIComponent(returnTo)}`}
        >
          Sign in with GitHub
        </Button>
        <p className={styles.small}>
          You see the repositories that GitHub lets you see. Twelvefold reads code and never keeps it.
        </p>
        <ol className={styles.factors} aria-label="The twelve factors">
          {factorNames.map((factor, index) => (
            <li key={factor.id} className={styles.factor} data-band={index % 3 === 2 ? '5' : '4'}>
              <span className={styles.numeral}>{factor.numeral}</span>
              {factor.title}
            </li>
          ))}
        </ol>
      </div>
    </div>
  );
}
