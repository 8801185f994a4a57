/** The download was cut short, or is no archive of that commit. Most often a bad moment of the network: trying again helps. */
export class ArchiveUnreadable extends Error {
  override name = 'ArchiveUnreadable';
}

/** The audit reached a limit of time and was ended. Trying again gives the same. */
export class AuditTooSlow extends Error {
  override name = 'AuditTooSlow';
}

/** The whole archive did not arrive in time: the network's fault, not the repository's. */
export class ArchiveTooSlow extends Error {
  override name = 'ArchiveTooSlow';
}

/** The auditor's process died or reported an error of its own. */
export class AuditorCrashed extends Error {
  override name = 'AuditorCrashed';
}
