import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Alert } from '../../components/Alert';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import type { Member, ProjectRole } from '../../domain/management';
import { useServices } from '../services';
import { MemberName } from '../choice/MemberName';
import { ProfileDialog } from '../choice/ProfileDialog';
import { AddMember } from './AddMember';
import { useTexts } from './texts';

interface MemberListProps {
  readonly project: string;
  readonly members: readonly Member[];
}

/** The members, their roles, and the way out and in. */
export function MemberList({ project, members }: MemberListProps) {
  const t = useTexts();
  const { management } = useServices();
  const queries = useQueryClient();
  const [leaving, setLeaving] = useState<string>();
  const [chosen, setChosen] = useState<Member>();
  const changed = () => queries.invalidateQueries({ queryKey: ['members', project] });
  const set = useMutation({
    mutationFn: ({ name, role }: { name: string; role: ProjectRole }) =>
      management.setMember(project, name, role),
    onSettled: changed,
  });
  return (
    <>
      <Alert problem={set.error} />
      {members.length === 0 && <p>{t('noMembers')}</p>}
      <ul className="rows">
        {members.map((member) => (
          <li key={member.name}>
            <MemberName member={member} onOpen={setChosen} />
            <select
              className="choice"
              aria-label={t('roleOf', { name: member.name })}
              value={member.role}
              disabled={set.isPending}
              onChange={(event) => {
                set.mutate({ name: member.name, role: event.target.value as ProjectRole });
              }}
            >
              <option value="ANNOTATOR">{t('roleAnnotator')}</option>
              <option value="MANAGER">{t('roleManager')}</option>
            </select>
            <button
              type="button"
              className="button quiet"
              aria-label={t('removeNamed', { name: member.name })}
              onClick={() => {
                setLeaving(member.name);
              }}
            >
              {t('remove')}
            </button>
          </li>
        ))}
      </ul>
      <AddMember
        onAdd={async (name) => {
          await management.setMember(project, name, 'ANNOTATOR');
          await changed();
        }}
      />
      {chosen && (
        <ProfileDialog
          project={project}
          member={chosen}
          onClose={() => {
            setChosen(undefined);
          }}
        />
      )}
      {leaving !== undefined && (
        <ConfirmDialog
          title={t('removeTitle', { name: leaving })}
          consequence={t('removeConsequence')}
          button={t('remove')}
          perform={async () => {
            await management.removeMember(project, leaving);
            await changed();
            setLeaving(undefined);
          }}
          onClose={() => {
            setLeaving(undefined);
          }}
        />
      )}
    </>
  );
}
