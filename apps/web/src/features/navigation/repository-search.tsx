import { useQueries, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { Score } from '../../ui/score.tsx';
import { SearchInput } from '../../ui/search-input.tsx';
import { organizationQuery } from '../organizations/get-organization.ts';
import { organizationsQuery } from '../organizations/get-organizations.ts';
import { type FoundRepository, findRepositories } from './find-repositories.ts';
import styles from './repository-search.module.css';

const organizationsMax = 10;

/** Jumps to a repository by name; `/` brings the focus here from anywhere. */
export function RepositorySearch({ login }: { login: string | null }) {
  const [text, setText] = useState('');
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const listId = useId();
  const navigate = useNavigate();
  const found = findRepositories(useOverviews(login, isOpen), text);
  useSlashKey(() => input.current?.focus());

  function open(repository: FoundRepository | undefined): void {
    if (!repository) return;
    setText('');
    setIsOpen(false);
    input.current?.blur();
    void navigate({
      to: '/repos/$owner/$name',
      params: { owner: repository.owner, name: repository.name },
      search: {},
    });
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'Escape') {
      setText('');
      input.current?.blur();
    }
    if (event.key === 'Enter') open(found[active]);
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const step = event.key === 'ArrowDown' ? 1 : -1;
    setActive((active + step + found.length) % Math.max(found.length, 1));
  }

  const isShown = isOpen && text.trim() !== '';
  return (
    <div className={styles.box}>
      <SearchInput
        ref={input}
        placeholder="Jump to a repository  /"
        aria-label="Jump to a repository"
        role="combobox"
        aria-expanded={isShown}
        aria-controls={isShown ? listId : undefined}
        aria-autocomplete="list"
        aria-activedescendant={isShown && found[active] ? `${listId}-${active}` : undefined}
        value={text}
        onFocus={() => setIsOpen(true)}
        onBlur={() => setIsOpen(false)}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
      />
      {isShown && (
        <div className={styles.list}>
          {found.length === 0 && <p className={styles.none}>No repository has this in its name.</p>}
          <div id={listId} role="listbox" aria-label="Repositories">
            {found.map((repository, index) => (
              <div
                key={repository.id}
                id={`${listId}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                className={styles.option}
                onPointerDown={(event) => {
                  event.preventDefault();
                  open(repository);
                }}
                onPointerMove={() => setActive(index)}
              >
                <span className={styles.name}>
                  {repository.owner}/<strong>{repository.name}</strong>
                </span>
                <Score score={repository.score} />
              </div>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}

/** The repositories of every organisation, this page's first; asked for when the search is used. */
function useOverviews(login: string | null, enabled: boolean) {
  const { data } = useQuery({ ...organizationsQuery, enabled });
  const logins = [
    ...new Set([...(login ? [login] : []), ...(data?.organizations.map((organization) => organization.login) ?? [])]),
  ];
  const answers = useQueries({
    queries: logins.slice(0, organizationsMax).map((name) => ({ ...organizationQuery(name), enabled })),
  });
  return answers.flatMap((answer) => answer.data ?? []);
}

function useSlashKey(focus: () => void): void {
  const latest = useRef(focus);
  latest.current = focus;

  useEffect(() => {
    function onKey(event: globalThis.KeyboardEvent): void {
      const isTyping =
        event.target instanceof HTMLElement && event.target.matches('input, textarea, select, [contenteditable]');
      if (event.key !== '/' || isTyping || event.metaKey || event.ctrlKey || event.altKey) return;
      event.preventDefault();
      latest.current();
    }
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
