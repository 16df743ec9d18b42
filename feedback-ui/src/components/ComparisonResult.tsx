import { percent, points, verdictOf, type Comparison } from '../domain/promptRuns';
import { IntervalBar } from './IntervalBar';

/** What a comparison says: a sentence, the interval with zero marked, and the cases that changed. */
export function ComparisonResult({ comparison }: { readonly comparison: Comparison }) {
  const { before, after, difference, better, worse, mcNemar } = comparison;
  const reach = Math.max(0.1, Math.abs(difference.low), Math.abs(difference.high));
  return (
    <div className="comparison">
      <p>
        <strong>{verdictOf(comparison)}</strong>
      </p>
      <p className="measured">
        <IntervalBar
          interval={difference}
          from={-reach}
          to={reach}
          label={`${points(difference.low)} to ${points(difference.high)} points`}
        />
        Mean score {percent(before)} before, {percent(after)} after; McNemar p{' '}
        {mcNemar < 0.001 ? '< 0.001' : `= ${mcNemar.toFixed(3)}`}
      </p>
      <Titles word="Passes now" titles={better} />
      <Titles word="Fails now" titles={worse} />
    </div>
  );
}

function Titles({ word, titles }: { readonly word: string; readonly titles: readonly string[] }) {
  if (titles.length === 0) {
    return null;
  }
  return (
    <details>
      <summary>
        {word}: {titles.length} {titles.length === 1 ? 'case' : 'cases'}
      </summary>
      <ul>
        {titles.map((title, index) => (
          <li key={index}>{title}</li>
        ))}
      </ul>
    </details>
  );
}
