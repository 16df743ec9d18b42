import { useQuery } from '@tanstack/react-query';
import { isOver, type RunDetail } from '../../domain/runs';
import { useFormats } from '../../i18n/useFormats';
import { Problem } from '../operate/Problem';
import { SettingsTable } from '../operate/SettingsTable';
import { StateOf } from '../operate/StateOf';
import { useOperatorTexts } from '../operate/texts';
import { useServices } from '../services';
import { RunActions } from './RunActions';
import { RunAlarms } from './RunAlarms';
import { RunCharts } from './RunCharts';
import { RunFacts } from './RunFacts';
import { RunSampleList } from './RunSampleList';

const LIVE_MS = 2_000;

/** One run: how it goes, what its policy says, what it is made of, and what may be asked of it. */
export function RunView({ id }: { readonly id: string }) {
  const t = useOperatorTexts();
  const { operator } = useServices();
  const detail = useQuery({
    queryKey: ['run', id],
    queryFn: () => operator.run(id),
    refetchInterval: ({ state }) => (state.data && isOver(state.data.run) ? false : LIVE_MS),
  });
  return (
    <div className="sheet broad">
      <a className="link back" href="#/runs">
        {t('allRuns')}
      </a>
      <div className="sheet-head">
        <h1>{id}</h1>
        {detail.data && <StateOf state={detail.data.run.state} />}
      </div>
      <Problem error={detail.error} retry={detail.refetch} />
      {detail.data && (
        <Shown
          detail={detail.data}
          now={detail.dataUpdatedAt}
          onChanged={() => void detail.refetch()}
        />
      )}
    </div>
  );
}

interface ShownProps {
  readonly detail: RunDetail;
  readonly now: number;
  readonly onChanged: () => void;
}

function Shown({ detail, now, onChanged }: ShownProps) {
  const t = useOperatorTexts();
  const formats = useFormats();
  const { run } = detail;
  return (
    <>
      {run.steps > 0 && (
        <div className="run-progress">
          <progress aria-label={t('progress')} max={run.steps} value={run.step} />
          <span>
            {t('step', { step: formats.number(run.step), steps: formats.number(run.steps) })}
          </span>
        </div>
      )}
      <RunActions detail={detail} onChanged={onChanged} />
      <RunAlarms detail={detail} />
      <RunCharts detail={detail} />
      <RunSampleList run={run} />
      <RunFacts detail={detail} now={now} />
      <SettingsTable configuration={run.configuration} />
    </>
  );
}
