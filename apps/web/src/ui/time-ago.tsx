import { formatAgo, formatMinute } from '../lib/format.ts';

/** "3 hours ago", with the exact time on hover and for machines. */
export function TimeAgo({ iso }: { iso: string }) {
  return (
    <time dateTime={iso} title={formatMinute(iso)}>
      {formatAgo(iso)}
    </time>
  );
}
