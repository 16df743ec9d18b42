import { useMemo } from 'react';
import { Chart } from '../../components/Chart';
import { limitsOf, type Limit } from '../../domain/alarms';
import {
  byWeight,
  isOfTheMachine,
  isOver,
  SHOWN_AT_ONCE,
  type Point,
  type RunDetail,
} from '../../domain/runs';
import { useFormats } from '../../i18n/useFormats';
import { useOperatorTexts } from '../operate/texts';

/** A curve for each metric: the telling ones first, with the lines of their alarms. */
export function RunCharts({ detail }: { readonly detail: RunDetail }) {
  const t = useOperatorTexts();
  const { run, series } = detail;
  const names = byWeight(Object.keys(series));
  const telling = names.filter((name) => !isOfTheMachine(name));
  const shown = telling.slice(0, SHOWN_AT_ONCE);
  const others = names.filter((name) => !shown.includes(name));
  const limits = limitsOf(detail);
  const chart = (name: string) => (
    <MetricChart
      key={name}
      name={name}
      points={series[name] ?? []}
      limit={limits.find(({ metric }) => metric === name)}
    />
  );
  if (names.length === 0) {
    return <p className="lead">{t(isOver(run) ? 'noCurves' : 'noCurvesYet')}</p>;
  }
  return (
    <section className="block" aria-labelledby="curves">
      <h2 id="curves">{t('curves')}</h2>
      <div className="charts">{shown.map(chart)}</div>
      {others.length > 0 && (
        <details className="fold">
          <summary>{t('otherMetrics', { count: others.length })}</summary>
          <div className="charts">{others.map(chart)}</div>
        </details>
      )}
    </section>
  );
}

interface MetricChartProps {
  readonly name: string;
  readonly points: readonly Point[];
  readonly limit: Limit | undefined;
}

function MetricChart({ name, points, limit }: MetricChartProps) {
  const t = useOperatorTexts();
  const formats = useFormats();
  const x = useMemo(() => points.map(({ step }) => step), [points]);
  const line = limit?.value;
  const lines = useMemo(
    () => [
      { label: name, values: points.map(({ value }) => value), colour: '--a' },
      ...(line === undefined
        ? []
        : [{ label: t('alarmLine'), values: points.map(() => line), colour: '--bad' }]),
    ],
    [name, points, line, t],
  );
  const short = (value: number | undefined): string =>
    value === undefined ? '–' : formats.number(value, { maximumSignificantDigits: 4 });
  return (
    <figure className="metric">
      <figcaption>
        <span>{name}</span> <strong>{short(points.at(-1)?.value)}</strong>
      </figcaption>
      <Chart
        label={t('curveOf', {
          name,
          first: short(points[0]?.value),
          last: short(points.at(-1)?.value),
          steps: points.at(-1)?.step ?? 0,
        })}
        x={x}
        scale="number"
        lines={lines}
        height={150}
      />
      {limit && (
        <p className="hint">
          {t(limit.above ? 'alarmAbove' : 'alarmBelow', { limit: short(limit.value) })}
        </p>
      )}
    </figure>
  );
}
