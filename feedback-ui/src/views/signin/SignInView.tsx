import { useCallback, useState } from 'react';
import { Alert } from '../../components/Alert';
import { Card } from '../../components/Card';
import { Field } from '../../components/Field';
import { useAction } from '../../components/useAction';
import type { FeedbackService } from '../../domain/service';
import type { Session } from '../../domain/session';
import { signIn } from '../../usecases/account';
import { LanguageChoice } from '../shell/AccountMenu';
import { useTexts } from './texts';

interface SignInViewProps {
  readonly service: FeedbackService;
  readonly notice: string | undefined;
  readonly onSignedIn: (session: Session, password: string) => void;
}

export function SignInView({ service, notice, onSignedIn }: SignInViewProps) {
  const t = useTexts();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const { run, busy, problem } = useAction(
    useCallback(async () => {
      onSignedIn(await signIn(service, name, password), password);
    }, [service, name, password, onSignedIn]),
  );
  return (
    <Card title={t('title')} lead={t('lead')}>
      {notice !== undefined && problem === undefined && (
        <p className="notice" role="status">
          {notice}
        </p>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <Field
          label={t('name')}
          name="name"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          value={name}
          onChange={(event) => {
            setName(event.target.value);
          }}
        />
        <Field
          label={t('password')}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => {
            setPassword(event.target.value);
          }}
        />
        <Alert sentence={problem?.sentence} />
        <button className="button primary wide" disabled={busy}>
          {busy ? t('signingIn') : t('signIn')}
        </button>
      </form>
      <LanguageChoice />
    </Card>
  );
}
