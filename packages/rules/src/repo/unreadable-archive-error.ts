/**
 * The archive is broken, so nothing can be said of the repository: not even that it is empty.
 * The message is for people and holds nothing of the archive's content.
 */
export class UnreadableArchiveError extends Error {
  override name = 'UnreadableArchiveError';
  constructor(what: string, options?: ErrorOptions) {
    super(`The archive can not be read: ${what}.`, options);
  }
}
