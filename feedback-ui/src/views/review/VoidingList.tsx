import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useFormats } from '../../i18n/useFormats';
import type { Voiding } from '../../domain/review';
import { useServices } from '../services';
import { AffectedModels } from '../trust/AffectedModels';
import { ReverseVoiding } from '../trust/ReverseVoiding';
import { useTexts } from './texts';

interface VoidingListProps {
  readonly project: string;
  readonly onFinished: () => void;
}

const WHILE_RUNNING = 1_000;

const runs = ({ finishedAt, reversal }: Voiding): boolean =>
  !finishedAt || (!!reversal && !reversal.finishedAt);

/** Whose ratings were taken out, and how far one is that still runs. */
export function VoidingList({ project, onFinished }: VoidingListProps) {
  const t = useTexts();
  const { review } = useServices();
  const { dateTime } = useFormats();
  const voidings = useQuery({
    queryKey: ['voidings', project],
    queryFn: () => review.voidings(project),
    refetchInterval: ({ state }) => (state.data?.some(runs) ? WHILE_RUNNING : false),
  });
  const finished = voidings.data?.filter((one) => !runs(one)).length ?? 0;
  useEffect(() => {
    if (finished > 0) {
      onFinished();
    }
    // Asked again when one more has finished, whoever asks.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [finished]);
  if (!voidings.data || voidings.data.length === 0) {
    return null;
  }
  return (
    <section aria-labelledby="voidings">
      <h2 id="voidings">{t('voidings')}</h2>
      <ul className="flags">
        {voidings.data.map((voiding) => (
          <li key={voiding.id}>
            <p>
              <strong>{voiding.name}</strong>{' '}
              <span className="hint">
                {t('voidedBy', { by: voiding.by, at: dateTime(voiding.requestedAt) })}
              </span>
            </p>
            <p>
              {t(voiding.finishedAt ? 'voided' : 'voiding', {
                voided: voiding.voided,
                found: voiding.found,
                reopened: voiding.reopened,
              })}
            </p>
            <p className="hint" dir="auto">
              {voiding.reason}
            </p>
            <ReverseVoiding project={project} voiding={voiding} />
            <AffectedModels project={project} voiding={voiding} />
          </li>
        ))}
      </ul>
    </section>
  );
}
