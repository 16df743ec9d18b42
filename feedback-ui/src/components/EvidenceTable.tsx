import type { Interval } from '../domain/promptRuns';
import { figuresOf, type Evidence, type Figure } from '../domain/proposals';
import { IntervalBar } from './IntervalBar';

/** What was measured, before and now, with intervals; what became worse beyond chance is flagged. */
export function EvidenceTable({ evidence }: { readonly evidence: Evidence }) {
  const figures = figuresOf(evidence);
  const reach = Math.max(1, ...figures.flatMap(({ before, now }) => [now.high, before?.high ?? 0]));
  return (
    <>
      <p className="lead">
        Measured on {evidence.data}: {evidence.examples}{' '}
        {evidence.examples === 1 ? 'example' : 'examples'}, 95 % intervals.
      </p>
      <div className="wide">
        <table className="summaries evidence">
          <thead>
            <tr>
              <th scope="col">Measure</th>
              <th scope="col">Before</th>
              <th scope="col">Now</th>
            </tr>
          </thead>
          <tbody>
            {figures.map((figure) => (
              <Row key={figure.metric} figure={figure} reach={reach} />
            ))}
          </tbody>
        </table>
      </div>
      {evidence.note !== undefined && evidence.note !== '' && <p>{evidence.note}</p>}
      {evidence.regressions === undefined && (
        <p className="hint">
          Nobody has looked for regressions: ./attune evaluate reliability does, and ./attune tasks
          make takes what it found.
        </p>
      )}
    </>
  );
}

function Row({ figure, reach }: { readonly figure: Figure; readonly reach: number }) {
  const { metric, before, now, regressed } = figure;
  return (
    <tr>
      <th scope="row">
        {metric} {regressed && <span className="chip chip-bad">worse, not by chance</span>}
      </th>
      <td data-when="Before">
        {before ? <Measured interval={before} reach={reach} /> : 'not measured'}
      </td>
      <td data-when="Now">
        <Measured interval={now} reach={reach} />
      </td>
    </tr>
  );
}

interface MeasuredProps {
  readonly interval: Interval;
  readonly reach: number;
}

function Measured({ interval, reach }: MeasuredProps) {
  const { mean, low, high } = interval;
  const text = `${mean.toFixed(3)} [${low.toFixed(3)}, ${high.toFixed(3)}]`;
  return (
    <span className="measured">
      <IntervalBar interval={interval} from={Math.min(0, low)} to={reach} label={text} />
      <span>{text}</span>
    </span>
  );
}
