import { useCallback, useEffect, useRef, useState } from 'react';
import { Alert } from '../../components/Alert';
import { Field } from '../../components/Field';
import { useAction } from '../../components/useAction';
import type { FeedbackService } from '../../domain/service';
import type { Session } from '../../domain/session';
import { useTexts } from './texts';

interface SignInAgainProps {
  readonly service: FeedbackService;
  readonly session: Session;
  readonly onSignedIn: () => void;
}

/** The session ended while somebody was at work: they sign in over the desk, which stays as it is. */
export function SignInAgain({ service, session, onSignedIn }: SignInAgainProps) {
  const texts = useTexts();
  const dialog = useRef<HTMLDialogElement>(null);
  const [password, setPassword] = useState('');
  const [stranger, setStranger] = useState(false);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const { run, busy, problem } = useAction(
    useCallback(async () => {
      const now = await service.signIn(session.name, password);
      if (now.id === session.id) {
        onSignedIn();
      } else {
        // An account of the same name that took the place of this one: what is here is not theirs.
        await service.signOut();
        setStranger(true);
      }
    }, [service, session, password, onSignedIn]),
  );
  return (
    <dialog
      ref={dialog}
      className="dialog sign-in-again"
      aria-labelledby="again-title"
      onCancel={(event) => {
        event.preventDefault();
      }}
    >
      <h2 id="again-title">{texts('signInAgain')}</h2>
      <p className="lead">{texts('signInAgainLead', { name: session.name })}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <input type="hidden" name="username" autoComplete="username" value={session.name} />
        <Field
          label={texts('password')}
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => {
            setPassword(event.target.value);
          }}
        />
        <Alert
          sentence={stranger ? texts('someoneElse', { name: session.name }) : undefined}
          problem={problem}
        />
        <button className="button primary wide" disabled={busy}>
          {texts('signIn')}
        </button>
      </form>
    </dialog>
  );
}
