import { useCallback, useState } from 'react';
import { Alert } from '../../components/Alert';
import { Field } from '../../components/Field';
import { TextField } from '../../components/TextField';
import { useAction } from '../../components/useAction';
import { PLAIN_FORM } from '../../domain/form';
import { draftOf, formOf } from '../../domain/formDraft';
import { HELD_OUT_EVERY, promptsOf, type ImportResult } from '../../domain/project';
import { createProject, type CreationKeys } from '../../usecases/createProject';
import { newIdempotencyKey } from '../../usecases/idempotencyKey';
import { useServices } from '../services';
import { FormPart } from '../form/FormPart';
import { Rejections } from './Rejections';
import { useTexts } from './texts';

const newKeys = (): CreationKeys => ({
  project: newIdempotencyKey(),
  prompts: newIdempotencyKey(),
});

const BLANK = { name: '', guidelines: '', ratings: '1', prompts: '' };
const PLAIN = draftOf(PLAIN_FORM);

/** A project of one's own prompts, pasted. */
export function BlankForm({ onMade }: { readonly onMade: (id: string) => void }) {
  const t = useTexts();
  const { feedback } = useServices();
  const [typed, setTyped] = useState(BLANK);
  const [form, setForm] = useState(PLAIN);
  const [result, setResult] = useState<{ readonly id: string; readonly prompts: ImportResult }>();
  const [keys, setKeys] = useState(newKeys);
  const { run, busy, problem } = useAction(
    useCallback(async () => {
      const { name, guidelines, ratings } = typed;
      const wish = {
        name: name.trim(),
        guidelines,
        ratingsPerItem: Number(ratings),
        form: formOf(form),
      };
      const made = await createProject(feedback, wish, typed.prompts, keys);
      if (made.prompts.rejected.length === 0) {
        onMade(made.project.id);
      } else {
        setResult({ id: made.project.id, prompts: made.prompts });
      }
    }, [feedback, typed, form, keys, onMade]),
  );
  const bind = (field: keyof typeof BLANK) => ({
    name: field,
    value: typed[field],
    onChange: (event: { target: { value: string } }) => {
      setTyped({ ...typed, [field]: event.target.value });
      setKeys(field === 'prompts' ? { ...keys, prompts: newIdempotencyKey() } : newKeys());
    },
  });
  if (result) {
    return (
      <div className="panel" role="status">
        <Rejections result={result.prompts} />
        <button
          type="button"
          className="button primary"
          onClick={() => {
            onMade(result.id);
          }}
        >
          {t('toProject')}
        </button>
      </div>
    );
  }
  const found = promptsOf(typed.prompts).length;
  return (
    <form
      className="panel"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <Field label={t('name')} required maxLength={200} {...bind('name')} />
      <TextField
        label={t('guidelines')}
        hint={t('guidelinesHint')}
        rows={4}
        {...bind('guidelines')}
      />
      <Field label={t('ratings')} type="number" min={1} max={100} required {...bind('ratings')} />
      <FormPart
        draft={form}
        onChange={(next) => {
          setForm(next);
          setKeys(newKeys());
        }}
      />
      <TextField
        label={t('prompts')}
        hint={t('promptsHint', { found, every: HELD_OUT_EVERY })}
        rows={8}
        required
        {...bind('prompts')}
      />
      <Alert problem={problem} />
      <div className="actions">
        <button className="button primary" disabled={busy}>
          {busy ? t('creating') : t('create')}
        </button>
      </div>
    </form>
  );
}
