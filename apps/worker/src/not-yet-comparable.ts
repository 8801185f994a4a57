/** The audit of the merge base has not ended yet: publishing waits for it. */
export class NotYetComparable extends Error {
  override name = 'NotYetComparable';
}
