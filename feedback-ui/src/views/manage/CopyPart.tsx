import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useLocation } from 'wouter';
import { Alert } from '../../components/Alert';
import { Field } from '../../components/Field';
import { useAction } from '../../components/useAction';
import type { ManagedProject } from '../../domain/management';
import { newIdempotencyKey } from '../../usecases/idempotencyKey';
import { useServices } from '../services';
import { useTexts } from './texts';

/** Makes a project like this one. */
export function CopyPart({ project }: { readonly project: ManagedProject }) {
  const t = useTexts();
  const { management } = useServices();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const [name, setName] = useState('');
  const [prompts, setPrompts] = useState(true);
  const [key, setKey] = useState(newIdempotencyKey);
  const { run, busy, problem } = useAction(
    useCallback(async () => {
      const copy = await management.copy(project.id, name.trim(), prompts, key);
      await queries.invalidateQueries({ queryKey: ['projects'] });
      navigate(`/manage/${copy.id}`);
    }, [management, project.id, name, prompts, key, queries, navigate]),
  );
  return (
    <section className="panel" aria-labelledby="copy">
      <h2 id="copy">{t('copyTitle')}</h2>
      <p className="lead">{t('copyLead')}</p>
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <Field
          label={t('copyName')}
          required
          maxLength={200}
          value={name}
          onChange={(event) => {
            setName(event.target.value);
            setKey(newIdempotencyKey());
          }}
        />
        <label className="tick">
          <input
            type="checkbox"
            checked={prompts}
            onChange={(event) => {
              setPrompts(event.target.checked);
              setKey(newIdempotencyKey());
            }}
          />
          {t('copyPrompts')}
        </label>
        <button className="button" disabled={busy}>
          {t('copyButton')}
        </button>
      </form>
      <Alert problem={problem} />
    </section>
  );
}
