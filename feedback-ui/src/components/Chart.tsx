import { useEffect, useRef, useSyncExternalStore } from 'react';
import uPlot from 'uplot';
import { useLanguage } from '../i18n/texts';
import { placeName, placeNames, valueName } from './chartNames';
import { useSharedTexts } from './texts';
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

const DARK = '(prefers-color-scheme: dark)';

/** Whether the page is dark now: what is drawn does not follow the style sheet by itself. */
const useDark = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      const query = window.matchMedia(DARK);
      query.addEventListener('change', changed);
      return () => {
        query.removeEventListener('change', changed);
      };
    },
    () => window.matchMedia(DARK).matches,
  );

const LETTER = 7;
const NARROWEST = 50;

/** As wide as what stands along the axis. */
const widthOf = (_plot: uPlot, names: readonly string[] | null): number =>
  Math.max(NARROWEST, 16 + LETTER * Math.max(0, ...(names ?? []).map(({ length }) => length)));

/** Lines over time or steps, in the page's colours, as wide as there is room. */
export function Chart({ label, x, scale, lines, height = 220 }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const language = useLanguage();
  const dark = useDark();
  const t = useSharedTexts();
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
        axes: [
          {
            ...axis,
            values: (_plot, ticks, _axis, _space, step) => placeNames(ticks, step, scale, language),
          },
          {
            ...axis,
            size: widthOf,
            values: (_plot, ticks) => ticks.map((tick) => valueName(tick, language)),
          },
        ],
        // One line is named by what stands above the chart.
        legend: { show: lines.length > 1 },
        series: [
          {
            label: t(scale === 'time' ? 'time' : 'step'),
            value: (_plot, at) => placeName(at, scale, language),
          },
          ...lines.map((line) => ({
            label: line.label,
            value: (_plot: uPlot, value: number | null) => valueName(value, language),
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
  }, [x, scale, lines, height, language, dark, t]);
  // Time and steps run from left to right in every language.
  return <div ref={place} className="chart" dir="ltr" role="img" aria-label={label} />;
}
