import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { Alert } from '../../components/Alert';
import { Dialog } from '../../components/Dialog';
import { Field } from '../../components/Field';
import { useAction } from '../../components/useAction';
import { wordsOf } from '../../domain/choice';
import type { Member } from '../../domain/management';
import { useServices } from '../services';
import { useTexts } from './texts';

interface ProfileDialogProps {
  readonly project: string;
  readonly member: Member;
  readonly onClose: () => void;
}

/** In which languages a member rates, with which skills, and how much. */
export function ProfileDialog({ project, member, onClose }: ProfileDialogProps) {
  const t = useTexts();
  const { management } = useServices();
  const queries = useQueryClient();
  const { languages, skills, perDay, inAll } = member.profile;
  const [typed, setTyped] = useState({
    languages: languages.join(', '),
    skills: skills.join(', '),
    perDay: perDay == null ? '' : String(perDay),
    inAll: inAll == null ? '' : String(inAll),
  });
  const { run, busy, problem } = useAction(
    useCallback(async () => {
      await management.setProfile(project, member.name, {
        languages: wordsOf(typed.languages),
        skills: wordsOf(typed.skills),
        perDay: typed.perDay === '' ? null : Number(typed.perDay),
        inAll: typed.inAll === '' ? null : Number(typed.inAll),
      });
      await queries.invalidateQueries({ queryKey: ['members', project] });
      onClose();
    }, [management, queries, project, member.name, typed, onClose]),
  );
  const field = (name: keyof typeof typed) => ({
    label: t(name),
    hint: t(`${name}Hint`),
    value: typed[name],
    onChange: (event: { target: { value: string } }) => {
      setTyped({ ...typed, [name]: event.target.value });
    },
  });
  return (
    <Dialog title={t('profileTitle', { name: member.name })} onClose={onClose}>
      <form
        className="panel"
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <Field {...field('languages')} dir="auto" />
        <Field {...field('skills')} dir="auto" />
        <Field {...field('perDay')} type="number" min={1} />
        <Field {...field('inAll')} type="number" min={1} />
        <Alert problem={problem} />
        <div className="actions">
          <button className="button primary" disabled={busy}>
            {busy ? t('saving') : t('save')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
