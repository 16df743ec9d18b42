import { IntervalBar } from '../../components/IntervalBar';
import {
  columnsOf,
  severalProviders,
  type Interval,
  type PromptRun,
  type RunSummary,
} from '../../domain/promptRuns';
import { useFormats } from '../../i18n/useFormats';
import { promptHref } from './promptAddress';
import { useTexts } from './texts';

/** How each prompt did: passes with their interval, on one scale for all. */
export function RunSummaries({ run }: { readonly run: PromptRun }) {
  const t = useTexts();
  return (
    <div className="wide">
      <table className="summaries stacked">
        <thead>
          <tr>
            <th scope="col">{t('prompt')}</th>
            <th scope="col">{t('passed')}</th>
            <th scope="col">{t('passRate')}</th>
          </tr>
        </thead>
        <tbody>
          {run.summaries.map((summary) => (
            <Summary key={`${summary.prompt} ${summary.provider}`} run={run} summary={summary} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface SummaryProps {
  readonly run: PromptRun;
  readonly summary: RunSummary;
}

function Summary({ run, summary }: SummaryProps) {
  const t = useTexts();
  const { prompt, provider, passed, failed, skipped, unchecked, passRate } = summary;
  const known = run.prompts.find((one) => one.label === prompt);
  const counts = [
    t('passedOf', { passed, checked: passed + failed }),
    ...(skipped > 0 ? [t('skippedCount', { count: skipped })] : []),
    ...(unchecked > 0 ? [t('uncheckedCount', { count: unchecked })] : []),
  ];
  return (
    <tr>
      <th scope="row">
        <span className="text">{prompt}</span>
        {severalProviders(columnsOf(run)) && <bdi className="hint"> {provider}</bdi>}
        {known?.name !== undefined && (
          <a className="link" href={promptHref(known.name)}>
            {known.name}@{known.version}
          </a>
        )}
      </th>
      <td data-when={t('passed')}>
        <ul className="counts">
          {counts.map((count) => (
            <li key={count}>{count}</li>
          ))}
        </ul>
      </td>
      <td data-when={t('passRate')}>{passRate ? <Rate rate={passRate} /> : t('nothingChecked')}</td>
    </tr>
  );
}

function Rate({ rate }: { readonly rate: Interval }) {
  const t = useTexts();
  const { percent } = useFormats();
  const [mean, low, high] = [rate.mean, rate.low, rate.high].map((share) => percent(share));
  return (
    <span className="measured">
      <IntervalBar interval={rate} from={0} to={1} label={t('range', { low, high })} />
      <bdi dir="ltr">
        {mean} [{low}, {high}]
      </bdi>
    </span>
  );
}
