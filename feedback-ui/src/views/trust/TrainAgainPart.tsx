import { useState } from 'react';
import { Alert } from '../../components/Alert';
import type { AffectedCheckpoint, TrainAgain } from '../../domain/trust';
import { useAskRun } from '../runs/useAskRun';
import { useServices } from '../services';
import { useSession } from '../session';
import { useTexts } from './texts';

interface TrainAgainPartProps {
  readonly checkpoint: AffectedCheckpoint;
  readonly again: TrainAgain;
}

/** Asks for the same run on what holds today; or says what is to be made before. */
export function TrainAgainPart({ checkpoint, again }: TrainAgainPartProps) {
  const t = useTexts();
  const { operator } = useServices();
  const { roles } = useSession();
  const [run, setRun] = useState<string>();
  const { mutate, isPending, error } = useAskRun(setRun);
  const { recipe, policyCheckpointId, rewardModelCheckpointId, needs, configuration } = again;
  if (needs !== undefined) {
    return <p className="hint">{t(needs === 'data' ? 'needs-data' : 'needs-reward')}</p>;
  }
  if (!roles.includes('engineer') && !roles.includes('administrator')) {
    return null;
  }
  return (
    <>
      <Alert problem={error} />
      {run === undefined ? (
        <button
          type="button"
          className="button"
          disabled={isPending}
          aria-label={t('trainAgainOf', { name: checkpoint.name })}
          onClick={() => {
            const wish = {
              ...(policyCheckpointId !== undefined && { policyCheckpointId }),
              ...(rewardModelCheckpointId !== undefined && { rewardModelCheckpointId }),
              configuration,
            };
            mutate({
              asked: `again ${checkpoint.checkpointId}`,
              send: (key) => operator.train(recipe, wish, key),
            });
          }}
        >
          {t('trainAgain')}
        </button>
      ) : (
        <p role="status">
          <a href={`#/runs/${run}`}>{t('asked')}</a>
        </p>
      )}
    </>
  );
}
