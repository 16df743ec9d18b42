import { useState } from 'react';
import { Alert } from '../../components/Alert';
import { Field } from '../../components/Field';
import { useAction } from '../../components/useAction';
import { useTexts } from './texts';

/** Takes somebody in who has an account. */
export function AddMember({ onAdd }: { readonly onAdd: (name: string) => Promise<void> }) {
  const t = useTexts();
  const [name, setName] = useState('');
  const { run, busy, problem } = useAction(async () => {
    await onAdd(name.trim());
    setName('');
  });
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <Field
        label={t('addMember')}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
        required
        maxLength={100}
        value={name}
        onChange={(event) => {
          setName(event.target.value);
        }}
      />
      <button className="button" disabled={busy}>
        {t('add')}
      </button>
      <Alert problem={problem} />
    </form>
  );
}
