import { useRef, useState } from 'react';
import { actionsFor, pendingWish, type ControlAction, type RunDetail } from '../../domain/runs';
import { newIdempotencyKey } from '../../usecases/idempotencyKey';
import { AskReason } from '../operate/AskReason';
import { useOperatorTexts } from '../operate/texts';
import { useServices } from '../services';

interface RunActionsProps {
  readonly detail: RunDetail;
  readonly onChanged: () => void;
}

/** What may be asked of a run, and what was asked and is not done yet. */
export function RunActions({ detail, onChanged }: RunActionsProps) {
  const t = useOperatorTexts();
  const { operator } = useServices();
  const [asked, setAsked] = useState<ControlAction>();
  const key = useRef(newIdempotencyKey());
  const actions = actionsFor(detail.run);
  const pending = pendingWish(detail);
  if (actions.length === 0) {
    return null;
  }
  return (
    <div className="run-actions">
      <div className="steps">
        {actions.map((action) => (
          <button
            key={action}
            type="button"
            className="button"
            onClick={() => {
              key.current = newIdempotencyKey();
              setAsked(action);
            }}
          >
            {t(`do-${action}`)}
          </button>
        ))}
      </div>
      <p role="status" className="hint">
        {pending && t(`pending-${pending}`)}
      </p>
      {asked && (
        <AskReason
          title={t(`title-${asked}`)}
          consequence={t(`consequence-${asked}`)}
          button={t(`do-${asked}`)}
          optional={asked !== 'CANCEL'}
          perform={async (reason) => {
            await operator.control(detail.run.runId, asked, reason, key.current);
            onChanged();
          }}
          onClose={() => {
            setAsked(undefined);
          }}
        />
      )}
    </div>
  );
}
