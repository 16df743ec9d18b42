import { useCallback, useState } from 'react';
import { Alert } from '../../components/Alert';
import { Card } from '../../components/Card';
import { Field } from '../../components/Field';
import { useAction } from '../../components/useAction';
import type { FeedbackService } from '../../domain/service';
import {
  passwordFault,
  SHORTEST_PASSWORD,
  type PasswordFault,
  type Session,
} from '../../domain/session';
import { replaceOneTimePassword } from '../../usecases/account';
import { useTexts } from './texts';

interface NewPasswordViewProps {
  readonly service: FeedbackService;
  readonly session: Session;
  readonly current: string | undefined;
  readonly onChanged: (session: Session) => void;
}

interface Typed {
  readonly current: string;
  readonly next: string;
  readonly again: string;
}

export function NewPasswordView({ service, session, current, onChanged }: NewPasswordViewProps) {
  const t = useTexts();
  const [typed, setTyped] = useState<Typed>({ current: current ?? '', next: '', again: '' });
  const [fault, setFault] = useState<PasswordFault>();
  const { run, busy, problem } = useAction(
    useCallback(async () => {
      onChanged(await replaceOneTimePassword(service, session, typed));
    }, [service, session, typed, onChanged]),
  );
  const field = (key: keyof Typed, label: string, hint?: string) => (
    <Field
      label={label}
      {...(hint && { hint })}
      name={key}
      type="password"
      autoComplete={key === 'current' ? 'current-password' : 'new-password'}
      required
      value={typed[key]}
      onChange={(event) => {
        setTyped({ ...typed, [key]: event.target.value });
      }}
    />
  );
  return (
    <Card title={t('newTitle')} lead={t('newLead', { name: session.name })}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const found = passwordFault(typed.current, typed.next, typed.again);
          setFault(found);
          if (found === undefined) {
            void run();
          }
        }}
      >
        {current === undefined && field('current', t('oneTime'))}
        {field('next', t('next'), t('shortest', { count: SHORTEST_PASSWORD }))}
        {field('again', t('again'))}
        <Alert sentence={fault && t(fault, { count: SHORTEST_PASSWORD })} problem={problem} />
        <button className="button primary wide" disabled={busy}>
          {busy ? t('saving') : t('save')}
        </button>
      </form>
    </Card>
  );
}
