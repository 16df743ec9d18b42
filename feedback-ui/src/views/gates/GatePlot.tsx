import type { Scale } from '../../domain/gates';
import type { Interval } from '../../domain/promptRuns';

const WIDTH = 220;
const HEIGHT = 26;
const MIDDLE = HEIGHT / 2;
const MARGIN = 6;

interface GatePlotProps {
  readonly measured: Interval;
  readonly required: number | undefined;
  readonly scale: Scale;
  /** The numbers as a sentence: all that the figure shows. */
  readonly label: string;
}

/** What was measured with its interval, and what is asked for as an upright line. */
export function GatePlot({ measured, required, scale, label }: GatePlotProps) {
  const at = (value: number): number =>
    MARGIN + ((WIDTH - 2 * MARGIN) * (value - scale.from)) / (scale.to - scale.from);
  return (
    <svg
      className="gate-plot"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label={label}
    >
      <line
        className="interval-scale"
        x1={at(scale.from)}
        x2={at(scale.to)}
        y1={MIDDLE}
        y2={MIDDLE}
      />
      <line
        className="interval-range"
        x1={at(measured.low)}
        x2={at(measured.high)}
        y1={MIDDLE}
        y2={MIDDLE}
      />
      <circle className="interval-mean" cx={at(measured.mean)} cy={MIDDLE} r="4.5" />
      {required !== undefined && (
        <line
          className="gate-required"
          x1={at(required)}
          x2={at(required)}
          y1="1"
          y2={HEIGHT - 1}
        />
      )}
    </svg>
  );
}
