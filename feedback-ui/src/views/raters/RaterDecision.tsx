import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Alert } from '../../components/Alert';
import { Dialog } from '../../components/Dialog';
import { Field } from '../../components/Field';
import { useAction } from '../../components/useAction';
import { RATER_STATES, type MeasuredRater, type RaterState } from '../../domain/raterDesk';
import { useServices } from '../services';
import { useTexts } from './texts';

interface DecisionProps {
  readonly project: string;
  readonly rater: MeasuredRater;
  readonly onClose: () => void;
}

/** A person decides about a rater, with a reason, forwards or back. */
export function RaterDecision({ project, rater, onClose }: DecisionProps) {
  const t = useTexts();
  const { raters } = useServices();
  const queries = useQueryClient();
  const group = useId();
  const others = RATER_STATES.filter((state) => state !== rater.state);
  const [state, setState] = useState<RaterState>(others[0] ?? 'FINE');
  const [reason, setReason] = useState('');
  const { run, busy, problem } = useAction(async () => {
    await raters.setState(project, rater.pseudonym, state, reason.trim());
    await queries.invalidateQueries({ queryKey: ['measured', project] });
    onClose();
  });
  return (
    <Dialog title={t('decideTitle', { name: rater.name })} onClose={onClose}>
      <form
        className="panel"
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <fieldset>
          <legend>{t('newState')}</legend>
          {others.map((one) => (
            <label key={one} className="tick">
              <input
                type="radio"
                name={group}
                checked={one === state}
                onChange={() => {
                  setState(one);
                }}
              />
              {t(`choose-${one}`)}
            </label>
          ))}
        </fieldset>
        <Field
          label={t('reason')}
          hint={t(state === 'SHADOW' ? 'readsNothing' : 'readsReason')}
          maxLength={500}
          required
          dir="auto"
          value={reason}
          onChange={(event) => {
            setReason(event.target.value);
          }}
        />
        <Alert problem={problem} />
        <div className="actions">
          <button className="button primary" disabled={busy || reason.trim() === ''}>
            {t('save')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
