import { durationOf, type RunDetail } from '../../domain/runs';
import { useFormats } from '../../i18n/useFormats';
import { Facts } from '../operate/Facts';
import { useOperatorTexts } from '../operate/texts';
import { useWho } from '../operate/useWho';

interface RunFactsProps {
  readonly detail: RunDetail;
  readonly now: number;
}

/** What the run is made of, what came of it, and what people wanted of it. */
export function RunFacts({ detail, now }: RunFactsProps) {
  const t = useOperatorTexts();
  const formats = useFormats();
  const who = useWho();
  const { run, controls } = detail;
  const seconds = durationOf(run, now);
  return (
    <section className="block" aria-labelledby="facts">
      <h2 id="facts">{t('facts')}</h2>
      <Facts
        facts={[
          [t('recipe'), run.recipe],
          [t('askedBy'), who(run.requestedBy)],
          [t('began'), run.startedAt === undefined ? undefined : formats.dateTime(run.startedAt)],
          [t('ended'), run.endedAt === undefined ? undefined : formats.dateTime(run.endedAt)],
          [t('duration'), seconds === undefined ? undefined : formats.duration(seconds)],
          [
            t('memory'),
            run.peakMemoryMb === undefined
              ? undefined
              : formats.number(run.peakMemoryMb, { style: 'unit', unit: 'megabyte' }),
          ],
          [
            t('madeFrom'),
            run.parents.length === 0 ? undefined : <CheckpointLinks ids={run.parents} />,
          ],
          [
            t('made'),
            run.checkpointId === undefined ? undefined : (
              <CheckpointLinks ids={[run.checkpointId]} />
            ),
          ],
        ]}
      />
      {controls.length > 0 && (
        <ul className="log" aria-label={t('wishes')}>
          {controls.map(({ action, reason, by, at }) => (
            <li key={at}>
              <time dateTime={at}>{formats.dateTime(at)}</time>{' '}
              {t(`done-${action}`, { who: who(by) })}
              {reason !== undefined && <q>{reason}</q>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function CheckpointLinks({ ids }: { readonly ids: readonly string[] }) {
  return (
    <ul className="plain-list">
      {ids.map((id) => (
        <li key={id}>
          <a href={`#/checkpoints/${id}`}>{id}</a>
        </li>
      ))}
    </ul>
  );
}
