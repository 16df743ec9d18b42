import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';

export interface Line {
  readonly label: string;
  /** One value for each place on the axis; null where there is none. */
  readonly values: readonly (number | null)[];
  /** A token of the style sheet, such as `--a`. */
  readonly colour: string;
}

interface ChartProps {
  /** What the chart shows, for those who do not see it; the same figures stand in a table beside it. */
  readonly label: string;
  readonly x: readonly number[];
  /** `time`: `x` is in seconds since 1970. */
  readonly scale: 'time' | 'number';
  readonly lines: readonly Line[];
  readonly height?: number;
}

const token = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** Lines over time or steps, in the page's colours, as wide as there is room. */
export function Chart({ label, x, scale, lines, height = 220 }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = place.current;
    if (!element) {
      return undefined;
    }
    const axis = {
      stroke: token('--ink-soft'),
      grid: { stroke: token('--line') },
      ticks: { stroke: token('--line') },
    };
    const plot = new uPlot(
      {
        width: element.clientWidth,
        height,
        scales: { x: { time: scale === 'time' } },
        axes: [axis, axis],
        series: [
          {},
          ...lines.map((line) => ({
            label: line.label,
            stroke: token(line.colour),
            width: 2,
            spanGaps: true,
          })),
        ],
      },
      [[...x], ...lines.map(({ values }) => [...values])],
      element,
    );
    const resized = new ResizeObserver(() => {
      plot.setSize({ width: element.clientWidth, height });
    });
    resized.observe(element);
    return () => {
      resized.disconnect();
      plot.destroy();
    };
  }, [x, scale, lines, height]);
  return <div ref={place} className="chart" role="img" aria-label={label} />;
}
