/** Smaller goes first: somebody is waiting for a pull request. First audits of a new installation go last (10, by the worker). */
export const auditPriorities = { pullRequest: 2, push: 5 } as const;
