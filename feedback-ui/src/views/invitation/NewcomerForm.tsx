import { useCallback, useState } from 'react';
import { Alert } from '../../components/Alert';
import { Field } from '../../components/Field';
import { useAction } from '../../components/useAction';
import { SHORTEST_PASSWORD, type Session } from '../../domain/session';
import { comeIn, whoNow } from '../../usecases/comeIn';
import { useServices } from '../services';
import { useTexts } from './texts';

interface NewcomerFormProps {
  readonly secret: string;
  readonly onIn: (session: Session) => void;
}

/** A name and a password: of a new account, or of the one that somebody has. */
export function NewcomerForm({ secret, onIn }: NewcomerFormProps) {
  const t = useTexts();
  const { entry, feedback } = useServices();
  const [known, setKnown] = useState(false);
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [short, setShort] = useState(false);
  const { run, busy, problem } = useAction(
    useCallback(async () => {
      if (known) {
        await feedback.signIn(name.trim(), password);
        await entry.join(secret);
        onIn(await whoNow(feedback));
      } else {
        onIn(await comeIn(entry, feedback, secret, { name, password }));
      }
    }, [known, entry, feedback, secret, name, password, onIn]),
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const tooShort = !known && password.length < SHORTEST_PASSWORD;
        setShort(tooShort);
        if (!tooShort) {
          void run();
        }
      }}
    >
      <Field
        label={t('name')}
        {...(!known && { hint: t('nameHint') })}
        name="name"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={100}
        value={name}
        onChange={(event) => {
          setName(event.target.value);
        }}
      />
      <Field
        label={t('password')}
        {...(!known && { hint: t('passwordHint', { count: SHORTEST_PASSWORD }) })}
        name="password"
        type="password"
        autoComplete={known ? 'current-password' : 'new-password'}
        required
        value={password}
        onChange={(event) => {
          setPassword(event.target.value);
        }}
      />
      <Alert
        sentence={short ? t('tooShort', { count: SHORTEST_PASSWORD }) : undefined}
        problem={problem}
      />
      <button className="button primary wide" disabled={busy}>
        {known ? t('signInAndJoin') : t('begin')}
      </button>
      <button
        type="button"
        className="link"
        onClick={() => {
          setKnown(!known);
        }}
      >
        {known ? t('noAccount') : t('haveAccount')}
      </button>
    </form>
  );
}
