import { useState } from 'react';
import type { Checkpoint } from '../../domain/checkpoints';
import { PromoteDialog } from '../operate/PromoteDialog';
import { useOperatorTexts } from '../operate/texts';
import { EvaluateDialog } from './EvaluateDialog';

interface CheckpointActionsProps {
  readonly checkpoint: Checkpoint;
  readonly onChanged: () => void;
}

/** What may be done with a checkpoint that can answer. */
export function CheckpointActions({ checkpoint, onChanged }: CheckpointActionsProps) {
  const t = useOperatorTexts();
  const [open, setOpen] = useState<'promote' | 'evaluate'>();
  const close = () => {
    setOpen(undefined);
  };
  return (
    <div className="steps">
      <button
        type="button"
        className="button primary"
        onClick={() => {
          setOpen('promote');
        }}
      >
        {t('promote')}
      </button>
      <button
        type="button"
        className="button"
        onClick={() => {
          setOpen('evaluate');
        }}
      >
        {t('evaluate')}
      </button>
      <a className="button" href={`#/playground/with/${checkpoint.checkpointId}`}>
        {t('tryIt')}
      </a>
      {open === 'promote' && (
        <PromoteDialog checkpointId={checkpoint.checkpointId} onDone={onChanged} onClose={close} />
      )}
      {open === 'evaluate' && (
        <EvaluateDialog checkpointId={checkpoint.checkpointId} onClose={close} />
      )}
    </div>
  );
}
