/** What a delivery asks for. Translations make them, `applyIntents` carries them out in the delivery's transaction. */
export type Intent =
  | UpsertInstallation
  | { kind: 'suspend-installation'; installationId: bigint; at: Date | null }
  | { kind: 'delete-installation'; installationId: bigint }
  | { kind: 'upsert-repositories'; repositories: RepositoryFacts[] }
  | { kind: 'remove-repositories'; repositoryIds: bigint[] }
  | QueueAudit
  | { kind: 'rerun-audit'; repositoryId: bigint; commitSha: string; auditId: string }
  | { kind: 'rerun-commit'; repositoryId: bigint; commitSha: string }
  | { kind: 'sync-installation'; installationId: bigint };

/** What the payload says and no more: an absent field leaves what is stored. */
export interface UpsertInstallation {
  kind: 'upsert-installation';
  installation: {
    id: bigint;
    accountId: bigint;
    accountLogin: string;
    accountType: string;
    accountAvatarUrl: string;
    repositorySelection?: string;
    permissions?: Record<string, string>;
  };
}

/** A repository as far as the payload tells; an absent field leaves what is stored. */
export interface RepositoryFacts {
  id: bigint;
  installationId: bigint;
  owner: string;
  name: string;
  private: boolean;
  archived?: boolean;
  defaultBranch?: string;
  language?: string | null;
  htmlUrl?: string;
  pushedAt?: Date | null;
}

export interface QueueAudit {
  kind: 'queue-audit';
  audit: {
    installationId: bigint;
    repositoryId: bigint;
    commitSha: string;
    kind: 'push' | 'pull_request';
    ref: string;
    message: string;
    authorLogin: string;
    pullNumber: number | null;
    baseSha: string | null;
    committedAt: Date;
    priority: number;
  };
}
