import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Alert } from '../../components/Alert';
import type { Voiding } from '../../domain/review';
import type { AffectedCheckpoint } from '../../domain/trust';
import { useServices } from '../services';
import { TrainAgainPart } from './TrainAgainPart';
import { useTexts } from './texts';

interface AffectedModelsProps {
  readonly project: string;
  readonly voiding: Voiding;
}

/** What may have learnt from ratings that were taken out, asked for when somebody wants to know. */
export function AffectedModels(props: AffectedModelsProps) {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <details
      onToggle={({ currentTarget }) => {
        setOpen(currentTarget.open);
      }}
    >
      <summary>{t('whatLearnt')}</summary>
      {open && <AffectedList {...props} />}
    </details>
  );
}

function AffectedList({ project, voiding }: AffectedModelsProps) {
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
    <>
      <p role="status">{t('affected', { count: data.length })}</p>
      {data.length > 0 && <p>{t('affectedLead')}</p>}
      <ul className="flags">
        {data.map((checkpoint) => (
          <AffectedRow key={checkpoint.checkpointId} checkpoint={checkpoint} />
        ))}
      </ul>
    </>
  );
}

function AffectedRow({ checkpoint }: { readonly checkpoint: AffectedCheckpoint }) {
  const t = useTexts();
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
      {again && <TrainAgainPart checkpoint={checkpoint} again={again} />}
    </li>
  );
}
