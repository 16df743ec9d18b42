import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { EmptyState } from '../../components/EmptyState';
import type { Checkpoint, Kind } from '../../domain/checkpoints';
import type { Promotion } from '../../domain/proposals';
import { useFormats } from '../../i18n/useFormats';
import { Choose } from '../operate/Choose';
import { Problem } from '../operate/Problem';
import { useOperatorTexts } from '../operate/texts';
import { useServices } from '../services';

const RENEWED_MS = 10_000;
const KINDS: readonly Kind[] = ['BASE', 'REWARD_MODEL', 'ADAPTER', 'POLICY', 'TASK'];

/** Every checkpoint, newest first. */
export function CheckpointListView() {
  const t = useOperatorTexts();
  const { operator, approvals } = useServices();
  const [kind, setKind] = useState('');
  const checkpoints = useQuery({
    queryKey: ['checkpoints'],
    queryFn: () => operator.checkpoints(),
    refetchInterval: RENEWED_MS,
  });
  const served = useQuery({ queryKey: ['served'], queryFn: () => approvals.served() });
  const shown = checkpoints.data?.filter((one) => kind === '' || one.kind === kind);
  return (
    <div className="sheet broad">
      <h1>{t('checkpoints')}</h1>
      <Problem error={checkpoints.error ?? served.error} retry={checkpoints.refetch} />
      {checkpoints.data?.length === 0 && (
        <EmptyState title={t('noCheckpoint')} sentence={t('noCheckpointNext')} />
      )}
      {shown && checkpoints.data && checkpoints.data.length > 0 && (
        <>
          <Choose
            label={t('kind')}
            value={kind}
            options={[
              { value: '', text: t('everyKind') },
              ...KINDS.map((one) => ({ value: one, text: t(`kind-${one}`) })),
            ]}
            onChange={setKind}
          />
          <CheckpointTable checkpoints={shown} served={served.data ?? []} />
        </>
      )}
    </div>
  );
}

interface CheckpointTableProps {
  readonly checkpoints: readonly Checkpoint[];
  readonly served: readonly Promotion[];
}

function CheckpointTable({ checkpoints, served }: CheckpointTableProps) {
  const t = useOperatorTexts();
  const formats = useFormats();
  return (
    <div className="table-scroll">
      <table className="data">
        <caption className="visually-hidden">{t('checkpoints')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('name')}</th>
            <th scope="col">{t('kind')}</th>
            <th scope="col">{t('made')}</th>
            <th scope="col" className="number">
              {t('size')}
            </th>
            <th scope="col">{t('servedOn')}</th>
          </tr>
        </thead>
        <tbody>
          {checkpoints.map(({ checkpointId, name, kind, createdAt, artifact }) => (
            <tr key={checkpointId}>
              <th scope="row">
                <a href={`#/checkpoints/${checkpointId}`}>{name}</a>
                <div className="hint">{checkpointId}</div>
              </th>
              <td>{t(`kind-${kind}`)}</td>
              <td>
                <time dateTime={createdAt}>{formats.dateTime(createdAt)}</time>
              </td>
              <td className="number">
                {formats.number(artifact.bytes / 1e6, {
                  style: 'unit',
                  unit: 'megabyte',
                  maximumSignificantDigits: 3,
                })}
              </td>
              <td>
                {served
                  .filter((one) => one.checkpointId === checkpointId)
                  .map(({ channel }) => (
                    <a
                      key={channel}
                      className="chip chip-production"
                      href={`#/promotions/${channel}`}
                    >
                      {channel}
                    </a>
                  ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
