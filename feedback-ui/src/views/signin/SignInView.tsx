import { useCallback, useState } from 'react';
import { Alert } from '../../components/Alert';
import { Card } from '../../components/Card';
import { Field } from '../../components/Field';
import { useAction } from '../../components/useAction';
import { useSaying } from '../../components/useSaying';
import type { Problem } from '../../domain/problem';
import type { FeedbackService } from '../../domain/service';
import type { Session } from '../../domain/session';
import { signIn } from '../../usecases/account';
import { LanguageChoice } from '../shell/AccountMenu';
import { useShellTexts } from '../shell/texts';
import { Providers } from './Providers';
import { useTexts } from './texts';
import { useProblemOfProvider } from './useProblemOfProvider';

interface SignInViewProps {
  readonly service: FeedbackService;
  readonly notice: Problem | 'signedOut' | undefined;
  readonly onSignedIn: (session: Session, password: string) => void;
}

export function SignInView({ service, notice, onSignedIn }: SignInViewProps) {
  const t = useTexts();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const shell = useShellTexts();
  const ended = useSaying(notice === 'signedOut' ? undefined : notice);
  const said = notice === 'signedOut' ? shell('signedOut') : ended?.sentence;
  const back = useProblemOfProvider();
  const { run, busy, problem } = useAction(
    useCallback(async () => {
      onSignedIn(await signIn(service, name, password), password);
    }, [service, name, password, onSignedIn]),
  );
  return (
    <Card title={t('title')} lead={t('lead')}>
      <Alert {...back} />
      {said !== undefined && problem === undefined && (
        <p className="notice" role="status">
          {said}
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
        <Alert problem={problem} />
        <button className="button primary wide" disabled={busy}>
          {busy ? t('signingIn') : t('signIn')}
        </button>
      </form>
      <Providers />
      <LanguageChoice />
    </Card>
  );
}
