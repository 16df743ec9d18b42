import { useMemo } from 'react';
import { Chart, type Line } from '../../components/Chart';
import type { Overview } from '../../domain/management';
import { useTexts } from './texts';

const SECOND = 1_000;

/** All ratings of each day; the table below has them by person. */
export function DayChart({ overview }: { readonly overview: Overview }) {
  const t = useTexts();
  const { days, people } = overview;
  // The chart is drawn anew when its figures change, not at each look.
  const figures = JSON.stringify([
    days,
    days.map((_, day) => people.reduce((sum, { byDay }) => sum + (byDay[day] ?? 0), 0)),
  ]);
  const [x, lines] = useMemo(() => {
    const [dates, sums] = JSON.parse(figures) as [string[], number[]];
    const line: Line = { label: t('ratings'), values: sums, colour: '--a' };
    return [dates.map((day) => Date.parse(`${day}T12:00`) / SECOND), [line]] as const;
  }, [figures, t]);
  return (
    <section aria-labelledby="days">
      <h2 id="days">{t('daysTitle')}</h2>
      <Chart label={t('daysLabel')} x={x} scale="time" lines={lines} height={180} />
    </section>
  );
}
