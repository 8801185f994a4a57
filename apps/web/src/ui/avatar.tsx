import { useState } from 'react';
import styles from './avatar.module.css';

interface AvatarProps {
  login: string;
  url: string;
  sizePx: number;
  /** Organisations are square, people round. */
  isSquare?: boolean;
}

/** The picture of an account, or its first letter: pictures of other sites are not loaded, so that nobody outside learns of the visit. */
export function Avatar({ login, url, sizePx, isSquare = false }: AvatarProps) {
  const [isBroken, setIsBroken] = useState(false);
  const size = { width: sizePx, height: sizePx, fontSize: Math.round(sizePx / 2) };
  return (
    <span className={styles.avatar} data-square={isSquare} style={size} aria-hidden="true">
      {isOwn(url) && !isBroken ? (
        <img src={url} width={sizePx} height={sizePx} alt="" onError={() => setIsBroken(true)} />
      ) : (
        login.slice(0, 1)
      )}
    </span>
  );
}

function isOwn(url: string): boolean {
  return (
    url.startsWith('data:image/') ||
    (url.startsWith('/') && !url.startsWith('//')) ||
    url.startsWith(`${location.origin}/`)
  );
}
