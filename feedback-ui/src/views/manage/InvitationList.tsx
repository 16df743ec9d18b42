import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert } from '../../components/Alert';
import type { Invitation } from '../../domain/management';
import { useFormats } from '../../i18n/useFormats';
import { useServices } from '../services';
import { useTexts } from './texts';

interface InvitationListProps {
  readonly project: string;
  readonly invitations: readonly Invitation[];
}

const STATES = {
  OPEN: 'stateOpen',
  USED: 'stateUsed',
  REVOKED: 'stateRevoked',
  EXPIRED: 'stateExpired',
} as const;

/** Invitations and what became of them. */
export function InvitationList({ project, invitations }: InvitationListProps) {
  const t = useTexts();
  const { date } = useFormats();
  const { management } = useServices();
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: (id: string) => management.revoke(project, id),
    onSettled: () => queries.invalidateQueries({ queryKey: ['invitations', project] }),
  });
  return (
    <section aria-labelledby="invitations">
      <h2 id="invitations">{t('invitationsTitle')}</h2>
      <Alert problem={revoke.error} />
      <ul className="rows">
        {invitations.map(({ id, role, note, madeBy, expiresAt, state, usedBy }) => (
          <li key={id}>
            <span className="row-main">
              <strong dir="auto">{usedBy ?? (note === '' ? t('withoutNote') : note)}</strong>
              <span className="hint">
                {t(role === 'MANAGER' ? 'roleManager' : 'roleAnnotator')} ·{' '}
                {t('by', { name: madeBy })}
                {state === 'OPEN' && ` · ${t('until', { date: date(expiresAt) })}`}
              </span>
            </span>
            <span className="chip">{t(STATES[state])}</span>
            {state === 'OPEN' && (
              <button
                type="button"
                className="button quiet"
                disabled={revoke.isPending}
                onClick={() => {
                  revoke.mutate(id);
                }}
              >
                {t('revoke')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
