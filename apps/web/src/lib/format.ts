const relative = new Intl.RelativeTimeFormat('en-GB', { numeric: 'auto' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const minute = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const count = new Intl.NumberFormat('en');

const spans: readonly [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

/** "3 hours ago". Under a minute: "just now". */
export function formatAgo(iso: string, now: number = Date.now()): string {
  const seconds = (new Date(iso).getTime() - now) / 1000;
  for (const [unit, length] of spans) {
    if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit);
  }
  return 'just now';
}

/** "7 Mar 2026" in the reader's zone. */
export function formatDay(iso: string | Date): string {
  return day.format(new Date(iso));
}

/** Day and time in the reader's zone. */
export function formatMinute(iso: string): string {
  return minute.format(new Date(iso));
}

/** "640 ms", "3.2 s", "2 min 5 s". */
export function formatDuration(durationMs: number): string {
  if (durationMs < 1_000) return `${durationMs} ms`;
  if (durationMs < 60_000) return `${(durationMs / 1_000).toFixed(1)} s`;
  return `${Math.floor(durationMs / 60_000)} min ${Math.round((durationMs % 60_000) / 1_000)} s`;
}

/** "4.2 MB", in powers of 1,000 as GitHub counts. */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** "1,204 files", "1 file". */
export function formatCount(value: number, noun: string, plural = `${noun}s`): string {
  return `${count.format(value)} ${value === 1 ? noun : plural}`;
}

/** "97 %" of a share of 0–1; rounds down, so that only a whole is 100 %. */
export function formatShare(share: number): string {
  return `${Math.floor(share * 100)}%`;
}

/** "+4", "−3", "±0". */
export function formatChange(change: number): string {
  if (change === 0) return '±0';
  return change > 0 ? `+${change}` : `−${Math.abs(change)}`;
}

/** The first seven digits of a commit. */
export function shortSha(sha: string): string {
  return sha.slice(0, 7);
}

/** False for the empty repository, whose audit has no commit to be of. */
export function isCommit(sha: string): boolean {
  return !/^0*$/.test(sha);
}

/** The name of a branch or tag without its path. */
export function shortRef(ref: string): string {
  return ref.replace(/^refs\/(heads|tags)\//, '');
}

/** The first line of a commit message. */
export function firstLine(message: string): string {
  return message.split('\n', 1)[0] ?? '';
}
