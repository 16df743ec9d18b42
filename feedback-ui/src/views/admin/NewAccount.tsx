import { useCallback, useState } from 'react';
import { Alert } from '../../components/Alert';
import { Field } from '../../components/Field';
import { useAction } from '../../components/useAction';
import { useServices } from '../services';
import { useShellTexts } from '../shell/texts';
import { oneTimePassword } from './oneTimePassword';
import { RoleChecks } from './RoleChecks';
import { useTexts } from './texts';

interface NewAccountProps {
  readonly onMade: (name: string, password: string) => void;
  readonly onCancel: () => void;
}

/** Makes an account with a one-time password, which its person replaces at the first sign-in. */
export function NewAccount({ onMade, onCancel }: NewAccountProps) {
  const t = useTexts();
  const shell = useShellTexts();
  const { administration } = useServices();
  const [name, setName] = useState('');
  const [roles, setRoles] = useState<ReadonlySet<string>>(new Set(['annotator']));
  const { run, busy, problem } = useAction(
    useCallback(async () => {
      const password = oneTimePassword();
      await administration.createAccount({ name: name.trim(), password, roles: [...roles] });
      onMade(name.trim(), password);
    }, [administration, name, roles, onMade]),
  );
  return (
    <form
      className="box"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <h2>{t('newAccount')}</h2>
      <Field
        label={t('name')}
        hint={t('nameHint')}
        required
        maxLength={100}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        value={name}
        onChange={(event) => {
          setName(event.target.value);
        }}
      />
      <RoleChecks chosen={roles} onChange={setRoles} />
      <Alert problem={problem} />
      <div className="actions">
        <button type="button" className="button quiet" onClick={onCancel}>
          {shell('cancel')}
        </button>
        <button className="button primary" disabled={busy || roles.size === 0}>
          {t('makeAccount')}
        </button>
      </div>
    </form>
  );
}
