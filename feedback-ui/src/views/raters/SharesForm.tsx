import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Alert } from '../../components/Alert';
import { Field } from '../../components/Field';
import { useAction } from '../../components/useAction';
import type { KeptChecks } from '../../domain/raterDesk';
import { useServices } from '../services';
import { useTexts } from './texts';

const KINDS = ['gold', 'attention', 'repeats'] as const;
const CHANGED_MEANWHILE = 412;
const PERCENT = 100;

interface FormProps {
  readonly project: string;
  readonly kept: KeptChecks;
}

/** How much of what raters are handed checks them, and whether they are told what was noticed. */
export function SharesForm({ project, kept }: FormProps) {
  const t = useTexts();
  const { raters } = useServices();
  const queries = useQueryClient();
  const percent = (share: number): string => String(Math.round(share * 1_000) / 10);
  const [typed, setTyped] = useState({
    gold: percent(kept.gold),
    attention: percent(kept.attention),
    repeats: percent(kept.repeats),
  });
  const [warnings, setWarnings] = useState(kept.warnings);
  const [saved, setSaved] = useState(false);
  const { run, busy, problem } = useAction(async () => {
    const [gold, attention, repeats] = KINDS.map((kind) => Number(typed[kind]) / PERCENT);
    const next = await raters.setChecks(project, kept.version, {
      gold: gold ?? 0,
      attention: attention ?? 0,
      repeats: repeats ?? 0,
      warnings,
    });
    setSaved(true);
    queries.setQueryData(['checks', project], next);
  });
  return (
    <form
      className="panel"
      aria-labelledby="shares"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <h2 id="shares">{t('checksTitle')}</h2>
      <p className="lead">{t('checksLead')}</p>
      {KINDS.map((kind) => (
        <Field
          key={kind}
          label={t(`share-${kind}`)}
          hint={t('shareHint')}
          type="number"
          min={0}
          max={30}
          step={0.1}
          required
          value={typed[kind]}
          onChange={(event) => {
            setTyped({ ...typed, [kind]: event.target.value });
            setSaved(false);
          }}
        />
      ))}
      <label className="tick">
        <input
          type="checkbox"
          checked={warnings}
          onChange={(event) => {
            setWarnings(event.target.checked);
            setSaved(false);
          }}
        />
        {t('warnings')}
      </label>
      <Alert
        problem={problem}
        retry={
          problem?.status === CHANGED_MEANWHILE
            ? () => void queries.invalidateQueries({ queryKey: ['checks', project] })
            : undefined
        }
        retryLabel={t('lookAgain')}
      />
      <div className="actions">
        <span role="status">{saved && t('saved')}</span>
        <button className="button primary" disabled={busy}>
          {t('save')}
        </button>
      </div>
    </form>
  );
}
