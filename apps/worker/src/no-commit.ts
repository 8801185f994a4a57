/** What stands for a commit in the audit of an empty repository, as git itself has it. There is nothing on GitHub to put a check run on. */
export const noCommit = '0'.repeat(40);
