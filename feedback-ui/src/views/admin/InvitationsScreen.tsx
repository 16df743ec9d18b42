import { useQuery } from '@tanstack/react-query';
import '../../styles/manage.css';
import { EmptyState } from '../../components/EmptyState';
import { isRole } from '../../domain/administration';
import { InvitationList } from '../manage/InvitationList';
import { useServices } from '../services';
import { InviteAccount } from './InviteAccount';
import { Problem } from './Problem';
import { useTexts } from './texts';

const QUERY_KEY = ['invitations'] as const;

/** Links that make accounts with roles: who made them, until when they work, and what became of them. */
export default function InvitationsScreen() {
  const t = useTexts();
  const { administration } = useServices();
  const invitations = useQuery({
    queryKey: QUERY_KEY,
    queryFn: () => administration.invitations(),
  });
  return (
    <div className="sheet broad">
      <h1>{t('invitations')}</h1>
      <p className="lead">{t('invitationsLead')}</p>
      <InviteAccount queryKey={QUERY_KEY} />
      <Problem query={invitations} />
      {invitations.data?.length === 0 && (
        <EmptyState title={t('noInvitations')} sentence={t('noInvitationsHint')} />
      )}
      {invitations.data && invitations.data.length > 0 && (
        <InvitationList
          invitations={invitations.data}
          toWhat={({ roles }) =>
            roles.map((role) => (isRole(role) ? t(`role-${role}`) : role)).join(', ')
          }
          revoke={(id) => administration.revokeInvitation(id)}
          queryKey={QUERY_KEY}
        />
      )}
    </div>
  );
}
