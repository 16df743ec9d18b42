import type { Interval } from '../domain/promptRuns';

interface IntervalBarProps {
  readonly interval: Interval;
  /** The ends of the scale; where it holds zero, that is marked. */
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

const WIDTH = 160;

/** A mean with its interval on a scale. */
export function IntervalBar({ interval, from, to, label }: IntervalBarProps) {
  const at = (value: number): number =>
    4 + ((WIDTH - 8) * (Math.min(to, Math.max(from, value)) - from)) / (to - from);
  return (
    <svg className="interval" width={WIDTH} height="18" role="img" aria-label={label}>
      <line className="interval-scale" x1={at(from)} x2={at(to)} y1="9" y2="9" />
      {from < 0 && <line className="interval-zero" x1={at(0)} x2={at(0)} y1="2" y2="16" />}
      <line className="interval-range" x1={at(interval.low)} x2={at(interval.high)} y1="9" y2="9" />
      <circle className="interval-mean" cx={at(interval.mean)} cy="9" r="4" />
    </svg>
  );
}
