import type { RunDetail } from './runs';

/** The line that a metric must not cross, by docs/monitors.md. */
export interface Limit {
  readonly metric: string;
  readonly value: number;
  /** Whether the run is stopped above it, or below it. */
  readonly above: boolean;
  readonly crossed: boolean;
}

const numberAt = (configuration: unknown, ...path: readonly string[]): number => {
  const found = path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? (value as Record<string, unknown>)[key]
        : undefined,
    configuration,
  );
  return typeof found === 'number' ? found : 0;
};

/** A setting of 0 switches an alarm off. */
export function limitsOf({ run, series }: RunDetail): readonly Limit[] {
  const setting = (...path: readonly string[]): number => numberAt(run.configuration, ...path);
  const first = (metric: string): number => series[metric]?.[0]?.value ?? 0;
  const limits: readonly (readonly [metric: string, value: number, above: boolean])[] = [
    ['kl', setting('maxKl'), true],
    ['mismatch', setting('alarms', 'maxMismatch'), true],
    ['entropy', setting('alarms', 'minEntropyShare') * first('entropy'), false],
    ['answerTokens', setting('alarms', 'maxLengthGrowth') * first('answerTokens'), true],
    [
      'endRate',
      first('endRate') >= 0.5 ? setting('alarms', 'minEndRateShare') * first('endRate') : 0,
      false,
    ],
  ];
  return limits
    .filter(([metric, value]) => value > 0 && (series[metric]?.length ?? 0) > 0)
    .map(([metric, value, above]) => {
      const last = series[metric]?.at(-1)?.value ?? value;
      return { metric, value, above, crossed: above ? last > value : last < value };
    });
}
