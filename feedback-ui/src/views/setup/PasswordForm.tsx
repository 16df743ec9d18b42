import { useState } from 'react';
import { Alert } from '../../components/Alert';
import { Field } from '../../components/Field';
import { useAction } from '../../components/useAction';
import { SHORTEST_PASSWORD } from '../../domain/session';
import { useTexts } from './texts';

interface PasswordFormProps {
  readonly name: string;
  readonly button: string;
  readonly choose: (password: string) => Promise<void>;
}

/** A new password, typed once and shown if one likes. */
export function PasswordForm({ name, button, choose }: PasswordFormProps) {
  const t = useTexts();
  const [password, setPassword] = useState('');
  const [shown, setShown] = useState(false);
  const [short, setShort] = useState(false);
  const { run, busy, problem } = useAction(choose);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const tooShort = password.length < SHORTEST_PASSWORD;
        setShort(tooShort);
        if (!tooShort) {
          void run(password);
        }
      }}
    >
      <input type="hidden" name="username" autoComplete="username" value={name} />
      <Field
        label={t('password')}
        hint={t('passwordHint', { count: SHORTEST_PASSWORD })}
        name="password"
        type={shown ? 'text' : 'password'}
        autoComplete="new-password"
        autoCapitalize="none"
        spellCheck={false}
        required
        value={password}
        onChange={(event) => {
          setPassword(event.target.value);
        }}
      />
      <label className="tick">
        <input
          type="checkbox"
          checked={shown}
          onChange={(event) => {
            setShown(event.target.checked);
          }}
        />
        {t('showPassword')}
      </label>
      <Alert
        sentence={short ? t('tooShort', { count: SHORTEST_PASSWORD }) : undefined}
        problem={problem}
      />
      <button className="button primary wide" disabled={busy}>
        {busy ? t('saving') : button}
      </button>
    </form>
  );
}
