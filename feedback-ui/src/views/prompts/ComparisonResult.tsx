import { IntervalBar } from '../../components/IntervalBar';
import { verdictOf, type Comparison } from '../../domain/promptRuns';
import { useFormats } from '../../i18n/useFormats';
import { useTexts } from './texts';

/** What a comparison says: a sentence, the interval with zero marked, and the cases that changed. */
export function ComparisonResult({ comparison }: { readonly comparison: Comparison }) {
  const t = useTexts();
  const { number, percent } = useFormats();
  const { cases, before, after, difference, better, worse, mcNemar } = comparison;
  const reach = Math.max(0.1, Math.abs(difference.low), Math.abs(difference.high));
  /** Points of a share with a sign, such as +12.0. */
  const points = (share: number): string =>
    number(100 * share, {
      signDisplay: 'exceptZero',
      minimumFractionDigits: 1,
      maximumFractionDigits: 1,
    });
  const range = { low: points(difference.low), high: points(difference.high) };
  const p =
    mcNemar < 0.001 ? `< ${number(0.001)}` : `= ${number(mcNemar, { maximumFractionDigits: 3 })}`;
  return (
    <div className="comparison">
      <p>
        <strong>
          {t(verdictOf(comparison), { ...range, cases, mean: points(difference.mean) })}
        </strong>
      </p>
      <p className="measured">
        <IntervalBar interval={difference} from={-reach} to={reach} label={t('points', range)} />
        {t('means', { before: percent(before), after: percent(after), p })}
      </p>
      <Titles summary={t('passesNow', { count: better.length })} titles={better} />
      <Titles summary={t('failsNow', { count: worse.length })} titles={worse} />
    </div>
  );
}

interface TitlesProps {
  readonly summary: string;
  readonly titles: readonly string[];
}

function Titles({ summary, titles }: TitlesProps) {
  if (titles.length === 0) {
    return null;
  }
  return (
    <details>
      <summary>{summary}</summary>
      <ul>
        {titles.map((title, index) => (
          <li key={index} dir="auto">
            {title}
          </li>
        ))}
      </ul>
    </details>
  );
}
