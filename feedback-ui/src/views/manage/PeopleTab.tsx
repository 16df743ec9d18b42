import { useQuery } from '@tanstack/react-query';
import { Alert } from '../../components/Alert';
import type { ManagedProject } from '../../domain/management';
import { useServices } from '../services';
import { InvitationList } from './InvitationList';
import { InviteForm } from './InviteForm';
import { MemberList } from './MemberList';
import { useTexts } from './texts';

/** Who belongs to a project, and who is invited. */
export function PeopleTab({ project }: { readonly project: ManagedProject }) {
  const t = useTexts();
  const { management } = useServices();
  const members = useQuery({
    queryKey: ['members', project.id],
    queryFn: () => management.members(project.id),
  });
  const invitations = useQuery({
    queryKey: ['invitations', project.id],
    queryFn: () => management.invitations(project.id),
  });
  const error = members.error ?? invitations.error;
  return (
    <>
      <Alert
        problem={error}
        retry={() => {
          void members.refetch();
          void invitations.refetch();
        }}
      />
      <section className="panel" aria-labelledby="invite">
        <h2 id="invite">{t('inviteTitle')}</h2>
        <p className="lead">{t('inviteLead')}</p>
        <InviteForm project={project.id} />
      </section>
      {invitations.data && invitations.data.length > 0 && (
        <InvitationList
          invitations={invitations.data}
          toWhat={({ role }) => t(role === 'MANAGER' ? 'roleManager' : 'roleAnnotator')}
          revoke={(id) => management.revoke(project.id, id)}
          queryKey={['invitations', project.id]}
        />
      )}
      <section aria-labelledby="members">
        <h2 id="members">{t('membersTitle')}</h2>
        <p className="lead">{project.annotators === 'ALL' ? t('openToAll') : t('membersOnly')}</p>
        {members.data && <MemberList project={project.id} members={members.data} />}
      </section>
    </>
  );
}
