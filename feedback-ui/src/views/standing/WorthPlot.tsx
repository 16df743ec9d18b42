import { reachOf, type StandingGroup } from '../../domain/standing';
import { useTexts } from './texts';
import { useElo } from './useElo';

interface WorthPlotProps {
  readonly group: StandingGroup;
  readonly nameOf: (checkpoint: string) => string;
}

/** Room for a mark at both ends, in per cent of the width. */
const EDGE = 2;

/** The ratings with their intervals, best first; the same figures stand in the table below. */
export function WorthPlot({ group, nameOf }: WorthPlotProps) {
  const t = useTexts();
  const { points, interval } = useElo();
  const [from, to] = reachOf(group.checkpoints);
  const at = (elo: number): string =>
    `${String(EDGE + ((100 - 2 * EDGE) * (elo - from)) / (to - from))}%`;
  return (
    // Points run from left to right in every language.
    <figure className="worths">
      <figcaption>{t('plot')}</figcaption>
      <ul>
        {group.checkpoints.map(({ checkpoint, elo }) => (
          <li key={checkpoint}>
            <bdi className="worth-name">{nameOf(checkpoint)}</bdi>
            <svg
              className="worth-bar"
              direction="ltr"
              role="img"
              aria-label={`${points(elo)} ${interval(elo)}`}
            >
              <line className="interval-scale" x1={at(from)} x2={at(to)} y1="11" y2="11" />
              <line className="interval-zero" x1={at(0)} x2={at(0)} y1="1" y2="21" />
              {typeof elo.low === 'number' && typeof elo.high === 'number' && (
                <line
                  className="interval-range"
                  x1={at(elo.low)}
                  x2={at(elo.high)}
                  y1="11"
                  y2="11"
                />
              )}
              {typeof elo.value === 'number' && (
                <circle className="interval-mean" cx={at(elo.value)} cy="11" r="5" />
              )}
            </svg>
          </li>
        ))}
      </ul>
      <div className="worth-scale" aria-hidden="true">
        <p dir="ltr">
          <span>{points({ value: from })}</span>
          <span>{t('scale')}</span>
          <span>{points({ value: to })}</span>
        </p>
      </div>
    </figure>
  );
}
