import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Alert } from '../../components/Alert';
import type { Voiding } from '../../domain/review';
import type { AffectedCheckpoint } from '../../domain/trust';
import { useAskRun } from '../runs/useAskRun';
import { useServices } from '../services';
import { useTexts } from './texts';

interface AffectedModelsProps {
  readonly project: string;
  readonly voiding: Voiding;
}

/** What may have learnt from ratings that were taken out, and the way to train it again. */
export function AffectedModels({ project, voiding }: AffectedModelsProps) {
  const t = useTexts();
  const { trust, operator } = useServices();
  const until = voiding.finishedAt ?? undefined;
  const { data, error, refetch } = useQuery({
    queryKey: ['affected', project, voiding.id, until],
    queryFn: async () => {
      const snapshots = await operator.snapshots(project);
      const held = snapshots.filter(
        ({ madeAt }) => madeAt > voiding.since && (until === undefined || madeAt < until),
      );
      return trust.affected(
        voiding.since,
        until,
        held.map(({ sha256 }) => sha256),
      );
    },
  });
  if (!data) {
    return <Alert problem={error} retry={() => void refetch()} />;
  }
  return (
    <details>
      <summary>{t('affected', { count: data.length })}</summary>
      {data.length > 0 && <p>{t('affectedLead')}</p>}
      <ul className="flags">
        {data.map((checkpoint) => (
          <AffectedRow key={checkpoint.checkpointId} checkpoint={checkpoint} />
        ))}
      </ul>
    </details>
  );
}

function AffectedRow({ checkpoint }: { readonly checkpoint: AffectedCheckpoint }) {
  const t = useTexts();
  const { operator } = useServices();
  const [run, setRun] = useState<string>();
  const { mutate, isPending, error } = useAskRun(setRun);
  const { again } = checkpoint;
  return (
    <li>
      <p>
        <a href={`#/checkpoints/${checkpoint.checkpointId}`}>{checkpoint.name}</a>{' '}
        <span className="hint">{t(checkpoint.direct ? 'direct' : 'through')}</span>
      </p>
      {checkpoint.channels.length > 0 && (
        <p>{t('serves', { channels: checkpoint.channels.join(', ') })}</p>
      )}
      <Alert problem={error} />
      {run !== undefined && (
        <p role="status">
          <a href={`#/runs/${run}`}>{t('asked')}</a>
        </p>
      )}
      {again?.needs !== undefined && (
        <p className="hint">{t(`needs-${again.needs === 'data' ? 'data' : 'reward'}`)}</p>
      )}
      {again && again.needs === undefined && run === undefined && (
        <button
          type="button"
          className="button"
          disabled={isPending}
          aria-label={t('trainAgainOf', { name: checkpoint.name })}
          onClick={() => {
            const { recipe, policyCheckpointId, rewardModelCheckpointId, configuration } = again;
            mutate({
              asked: `again ${checkpoint.checkpointId}`,
              send: (key) =>
                operator.train(
                  recipe,
                  {
                    ...(policyCheckpointId !== undefined && { policyCheckpointId }),
                    ...(rewardModelCheckpointId !== undefined && { rewardModelCheckpointId }),
                    configuration,
                  },
                  key,
                ),
            });
          }}
        >
          {t('trainAgain')}
        </button>
      )}
    </li>
  );
}
