import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Alert } from '../../components/Alert';
import { Field } from '../../components/Field';
import { useAction } from '../../components/useAction';
import type { NewGold } from '../../domain/raterDesk';
import { newIdempotencyKey } from '../../usecases/idempotencyKey';
import { useServices } from '../services';
import { useTexts } from './texts';

const EMPTY: NewGold = { kind: 'GOLD', question: '', better: '', worse: '' };
const TEXTS = ['question', 'better', 'worse'] as const;

/** A pair whose better answer is known beforehand. */
export function NewGoldForm({ project }: { readonly project: string }) {
  const t = useTexts();
  const { raters } = useServices();
  const queries = useQueryClient();
  const kind = useId();
  const [typed, setTyped] = useState(EMPTY);
  const [key, setKey] = useState(newIdempotencyKey);
  const [added, setAdded] = useState(false);
  const change = (part: Partial<NewGold>) => {
    setTyped({ ...typed, ...part });
    setKey(newIdempotencyKey());
    setAdded(false);
  };
  const { run, busy, problem } = useAction(async () => {
    await raters.addGold(project, typed, key);
    setTyped({ ...EMPTY, kind: typed.kind });
    setKey(newIdempotencyKey());
    setAdded(true);
    await queries.invalidateQueries({ queryKey: ['gold', project] });
  });
  return (
    <form
      className="panel"
      aria-labelledby="new-gold"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <h2 id="new-gold">{t('addTitle')}</h2>
      <p className="lead">{t('addLead')}</p>
      <div className="field">
        <label htmlFor={kind}>{t('kind')}</label>
        <select
          id={kind}
          className="choice"
          value={typed.kind}
          onChange={(event) => {
            change({ kind: event.target.value as NewGold['kind'] });
          }}
        >
          <option value="GOLD">{t('kind-GOLD')}</option>
          <option value="ATTENTION">{t('kind-ATTENTION')}</option>
        </select>
      </div>
      {TEXTS.map((text) => (
        <Field
          key={text}
          label={t(text)}
          required
          dir="auto"
          value={typed[text]}
          onChange={(event) => {
            change({ [text]: event.target.value });
          }}
        />
      ))}
      <Alert problem={problem} />
      <div className="actions">
        <span role="status">{added && t('added')}</span>
        <button className="button primary" disabled={busy}>
          {t('add')}
        </button>
      </div>
    </form>
  );
}
