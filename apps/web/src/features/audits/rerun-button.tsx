import { SyncIcon } from '@primer/octicons-react';
import { Button } from '@primer/react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { rerunAudit } from './rerun-audit.ts';
import styles from './rerun-button.module.css';

/** Audits the same commit again, and shows the audit that does it. */
export function RerunButton({ auditId, disabled }: { auditId: string; disabled: boolean }) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const rerun = useMutation({
    mutationFn: () => rerunAudit(auditId),
    onSuccess: async (accepted) => {
      await queryClient.invalidateQueries({ queryKey: ['audit', accepted.id] });
      if (accepted.id !== auditId) await navigate({ to: '/audits/$id', params: { id: accepted.id }, search: {} });
    },
  });
  return (
    <div className={styles.rerun}>
      <Button leadingVisual={SyncIcon} disabled={disabled} loading={rerun.isPending} onClick={() => rerun.mutate()}>
        Re-audit
      </Button>
      <span role="status" className={styles.error}>
        {rerun.error?.message}
      </span>
    </div>
  );
}
