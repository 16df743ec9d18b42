import { useCallback, useState } from 'react';
import { Alert } from '../../components/Alert';
import { Field } from '../../components/Field';
import { useAction } from '../../components/useAction';
import { passwordFault, SHORTEST_PASSWORD, type PasswordFault } from '../../domain/session';
import { useServices } from '../services';
import { useTexts } from './texts';

const EMPTY = { current: '', next: '', again: '' };

/** Replaces one's own password; the same rules as at the first sign-in. */
export function PasswordForm() {
  const t = useTexts();
  const { feedback } = useServices();
  const [typed, setTyped] = useState(EMPTY);
  const [fault, setFault] = useState<PasswordFault>();
  const [saved, setSaved] = useState(false);
  const { run, busy, problem } = useAction(
    useCallback(
      async ({ current, next }: typeof EMPTY) => {
        await feedback.changePassword(current, next);
        setTyped(EMPTY);
        setSaved(true);
      },
      [feedback],
    ),
  );
  const field = (name: keyof typeof EMPTY, autoComplete: string, hint?: string) => (
    <Field
      label={t(name)}
      type="password"
      name={name}
      autoComplete={autoComplete}
      required
      {...(hint !== undefined && { hint })}
      value={typed[name]}
      onChange={(event) => {
        setTyped({ ...typed, [name]: event.target.value });
        setSaved(false);
      }}
    />
  );
  return (
    <form
      className="box"
      aria-labelledby="password-title"
      onSubmit={(event) => {
        event.preventDefault();
        const wrong = passwordFault(typed.current, typed.next, typed.again);
        setFault(wrong);
        if (!wrong) {
          void run(typed);
        }
      }}
    >
      <h2 id="password-title">{t('password')}</h2>
      {field('current', 'current-password')}
      {field('next', 'new-password', t('shortest', { count: SHORTEST_PASSWORD }))}
      {field('again', 'new-password')}
      <Alert sentence={fault && t(fault, { count: SHORTEST_PASSWORD })} problem={problem} />
      <div className="actions">
        <p role="status" className="hint">
          {saved && t('saved')}
        </p>
        <button className="button primary" disabled={busy}>
          {t('save')}
        </button>
      </div>
    </form>
  );
}
