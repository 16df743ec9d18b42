import { useCallback, useState } from 'react';
import { Alert } from '../components/Alert';
import { Card } from '../components/Card';
import { Field } from '../components/Field';
import { useAction } from '../components/useAction';
import type { FeedbackService } from '../domain/service';
import type { Session } from '../domain/session';
import { signIn } from '../usecases/account';

interface SignInViewProps {
  readonly service: FeedbackService;
  readonly notice: string | undefined;
  readonly onSignedIn: (session: Session, password: string) => void;
}

export function SignInView({ service, notice, onSignedIn }: SignInViewProps) {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const { run, busy, problem } = useAction(
    useCallback(async () => {
      onSignedIn(await signIn(service, name, password), password);
    }, [service, name, password, onSignedIn]),
  );
  return (
    <Card title="Sign in" lead="Compare answers and say which one is better.">
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
          label="Name"
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
          label="Password"
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
          {busy ? 'Signing in …' : 'Sign in'}
        </button>
      </form>
    </Card>
  );
}
