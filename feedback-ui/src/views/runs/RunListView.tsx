import { useQuery } from '@tanstack/react-query';
import { durationOf, headline, isOver, type Run } from '../../domain/runs';
import { useFormats } from '../../i18n/useFormats';
import { Problem } from '../operate/Problem';
import { StateOf } from '../operate/StateOf';
import { useOperatorTexts } from '../operate/texts';
import { useWho } from '../operate/useWho';
import { useServices } from '../services';
import { RatingsSoFar } from './RatingsSoFar';

const LIVE_MS = 2_000;
const CALM_MS = 10_000;

/** Every run with how it goes; above, what there is to train on. */
export function RunListView() {
  const t = useOperatorTexts();
  const { operator } = useServices();
  const runs = useQuery({
    queryKey: ['runs'],
    queryFn: () => operator.runs(),
    refetchInterval: ({ state }) =>
      state.data?.some((run) => !isOver(run)) === true ? LIVE_MS : CALM_MS,
  });
  return (
    <div className="sheet broad">
      <div className="sheet-head">
        <h1>{t('runs')}</h1>
        <a className="button" href="#/runs/new">
          {t('newRun')}
        </a>
      </div>
      <Problem error={runs.error} retry={runs.refetch} />
      {runs.data && (
        <>
          <RatingsSoFar first={!runs.data.some(({ state }) => state === 'FINISHED')} />
          {runs.data.length > 0 && <RunTable runs={runs.data} now={runs.dataUpdatedAt} />}
        </>
      )}
    </div>
  );
}

function RunTable({ runs, now }: { readonly runs: readonly Run[]; readonly now: number }) {
  const t = useOperatorTexts();
  return (
    <div className="table-scroll">
      <table className="data">
        <caption className="visually-hidden">{t('runs')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('run')}</th>
            <th scope="col">{t('state')}</th>
            <th scope="col">{t('began')}</th>
            <th scope="col" className="number">
              {t('duration')}
            </th>
            <th scope="col">{t('lastMetric')}</th>
            <th scope="col">{t('askedBy')}</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <RunRow key={run.runId} run={run} now={now} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RunRow({ run, now }: { readonly run: Run; readonly now: number }) {
  const formats = useFormats();
  const who = useWho();
  const t = useOperatorTexts();
  const seconds = durationOf(run, now);
  const metric = headline(run);
  return (
    <tr>
      <th scope="row">
        <a href={`#/runs/${run.runId}`}>{run.runId}</a>
      </th>
      <td>
        <StateOf state={run.state} />
        {run.steps > 0 && !isOver(run) && (
          <span className="beside">{t('step', { step: run.step, steps: run.steps })}</span>
        )}
      </td>
      <td>
        <time dateTime={run.startedAt ?? run.since}>
          {formats.fromNow(run.startedAt ?? run.since, now)}
        </time>
      </td>
      <td className="number">{seconds === undefined ? '–' : formats.duration(seconds)}</td>
      <td>
        {metric
          ? `${metric.name} ${formats.number(metric.value, { maximumSignificantDigits: 3 })}`
          : '–'}
      </td>
      <td>{who(run.requestedBy)}</td>
    </tr>
  );
}
