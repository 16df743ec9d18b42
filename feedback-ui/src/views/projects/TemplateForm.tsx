import { useCallback, useState } from 'react';
import { Alert } from '../../components/Alert';
import { Field } from '../../components/Field';
import { useAction } from '../../components/useAction';
import type { ManagedProject } from '../../domain/management';
import { newIdempotencyKey } from '../../usecases/idempotencyKey';
import { useServices } from '../services';
import { TemplateChooser } from './TemplateChooser';
import { useTemplateTexts } from './useTemplateTexts';
import { useTexts } from './texts';

interface TemplateFormProps {
  readonly onMade: (project: ManagedProject) => void;
}

/** A project from a template: what it is about, and a name. */
export function TemplateForm({ onMade }: TemplateFormProps) {
  const t = useTexts();
  const said = useTemplateTexts();
  const { management } = useServices();
  const [chosen, setChosen] = useState('');
  const [name, setName] = useState('');
  const [named, setNamed] = useState(false);
  const [key, setKey] = useState(newIdempotencyKey);
  const { run, busy, problem } = useAction(
    useCallback(async () => {
      onMade(await management.ofTemplate(chosen, name.trim(), key));
    }, [management, chosen, name, key, onMade]),
  );
  return (
    <form
      className="panel"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <TemplateChooser
        chosen={chosen}
        onChoose={(template) => {
          setChosen(template.id);
          setKey(newIdempotencyKey());
          if (!named) {
            setName(said(template).name);
          }
        }}
      />
      <Field
        label={t('name')}
        name="name"
        required
        maxLength={200}
        value={name}
        onChange={(event) => {
          setName(event.target.value);
          setNamed(true);
          setKey(newIdempotencyKey());
        }}
      />
      <Alert problem={problem} />
      <div className="actions">
        <button className="button primary" disabled={busy || chosen === ''}>
          {busy ? t('creating') : t('create')}
        </button>
      </div>
    </form>
  );
}
