import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert } from '../../components/Alert';
import type { Invitation } from '../../domain/management';
import { useFormats } from '../../i18n/useFormats';
import { useTexts } from './texts';

interface InvitationListProps {
  /** What the invitation is to, in words. */
  readonly toWhat: (invitation: Invitation) => string;
  readonly revoke: (id: string) => Promise<void>;
  /** What is asked anew when one was taken back. */
  readonly queryKey: readonly string[];
  readonly invitations: readonly Invitation[];
}

const STATES = {
  OPEN: 'stateOpen',
  USED: 'stateUsed',
  REVOKED: 'stateRevoked',
  EXPIRED: 'stateExpired',
} as const;

/** Invitations and what became of them. */
export function InvitationList({
  toWhat,
  revoke: take,
  queryKey,
  invitations,
}: InvitationListProps) {
  const t = useTexts();
  const { date } = useFormats();
  const queries = useQueryClient();
  const revoke = useMutation({
    mutationFn: take,
    onSettled: () => queries.invalidateQueries({ queryKey }),
  });
  return (
    <section aria-labelledby="invitations">
      <h2 id="invitations">{t('invitationsTitle')}</h2>
      <Alert problem={revoke.error} />
      <ul className="rows">
        {invitations.map((invitation) => {
          const { id, note, madeBy, expiresAt, state, usedBy } = invitation;
          return (
            <li key={id}>
              <span className="row-main">
                <strong dir="auto">{usedBy ?? (note === '' ? t('withoutNote') : note)}</strong>
                <span className="hint">
                  {toWhat(invitation)} · {t('by', { name: madeBy })}
                  {state === 'OPEN' && ` · ${t('until', { date: date(expiresAt) })}`}
                </span>
              </span>
              <span className="chip">{t(STATES[state])}</span>
              {state === 'OPEN' && (
                <button
                  type="button"
                  className="button quiet"
                  aria-label={note === '' ? t('revoke') : t('revokeNamed', { note })}
                  disabled={revoke.isPending}
                  onClick={() => {
                    revoke.mutate(id);
                  }}
                >
                  {t('revoke')}
                </button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
