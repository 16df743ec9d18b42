import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useId, useState } from 'react';
import { Alert } from '../../components/Alert';
import { useAction } from '../../components/useAction';
import { STRATEGIES, type ChoiceState } from '../../domain/choice';
import { useFormats } from '../../i18n/useFormats';
import { useServices } from '../services';
import { useTexts } from './texts';

const SHARES = [0, 0.05, 0.1, 0.2, 0.5] as const;
const USUAL_SHARE = 0.1;
const CHANGED_MEANWHILE = 412;

interface StrategyFormProps {
  readonly project: string;
  readonly choice: ChoiceState;
}

/** In which order items are handed out. */
export function StrategyForm({ project, choice }: StrategyFormProps) {
  const t = useTexts();
  const group = useId();
  const { management } = useServices();
  const queries = useQueryClient();
  const [strategy, setStrategy] = useState(choice.strategy);
  const [even, setEven] = useState(choice.version === 0 ? USUAL_SHARE : choice.even);
  const { run, busy, problem } = useAction(
    useCallback(async () => {
      const set = await management.setChoice(project, choice.version, strategy, even);
      queries.setQueryData(['choice', project], set);
    }, [management, queries, project, choice.version, strategy, even]),
  );
  return (
    <form
      className="panel"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <fieldset className="choices">
        <legend>{t('strategy')}</legend>
        {STRATEGIES.map((one) => (
          <label key={one} className="choice-card">
            <input
              type="radio"
              name={group}
              checked={strategy === one}
              onChange={() => {
                setStrategy(one);
              }}
            />
            <strong>{t(`strategy-${one}`)}</strong>
            <span className="hint">{t(`strategy-${one}-hint`)}</span>
          </label>
        ))}
      </fieldset>
      <EvenShare even={even} onChange={setEven} />
      <Alert
        problem={problem}
        retry={
          problem?.status === CHANGED_MEANWHILE
            ? () => void queries.invalidateQueries({ queryKey: ['choice', project] })
            : undefined
        }
        retryLabel={t('lookAgain')}
      />
      <div className="actions">
        <State choice={choice} />
        <button className="button primary" disabled={busy}>
          {busy ? t('saving') : t('save')}
        </button>
      </div>
    </form>
  );
}

interface EvenShareProps {
  readonly even: number;
  readonly onChange: (even: number) => void;
}

function EvenShare({ even, onChange }: EvenShareProps) {
  const t = useTexts();
  const id = useId();
  const { percent } = useFormats();
  const shares = [...new Set([...SHARES, even])].sort((one, other) => one - other);
  return (
    <div className="field">
      <label htmlFor={id}>{t('even')}</label>
      <select
        id={id}
        className="choice"
        aria-describedby={`${id}-hint`}
        value={even}
        onChange={(event) => {
          onChange(Number(event.target.value));
        }}
      >
        {shares.map((share) => (
          <option key={share} value={share}>
            {percent(share)}
          </option>
        ))}
      </select>
      <p id={`${id}-hint`} className="hint">
        {t('evenHint')}
      </p>
    </div>
  );
}

/** How far the items are in that order, and on what it rests. */
function State({ choice }: { readonly choice: ChoiceState }) {
  const t = useTexts();
  const { version, strategy, waiting, placed, informed } = choice;
  return (
    <div role="status">
      {version === 0 && <p className="hint">{t('notSet')}</p>}
      {version > 0 && placed < waiting && (
        <p className="hint">{t('placing', { placed, waiting })}</p>
      )}
      {strategy === 'INFORMATION' && waiting > 0 && (
        <p className="hint">{t(informed > 0 ? 'informed' : 'uninformed', { informed, waiting })}</p>
      )}
    </div>
  );
}
