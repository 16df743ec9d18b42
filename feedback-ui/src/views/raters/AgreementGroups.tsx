import { lazy, Suspense, useMemo } from 'react';
import { ScrollBox } from '../../components/ScrollBox';
import type { AgreementGroup } from '../../domain/raterDesk';
import { useFormats } from '../../i18n/useFormats';
import { useTexts } from './texts';
import { useFigure } from './useFigure';

const Chart = lazy(async () => ({ default: (await import('../../components/Chart')).Chart }));

const SECOND = 1_000;

interface GroupsProps {
  readonly id: string;
  readonly title: string;
  readonly groups: readonly AgreementGroup[];
  readonly by: 'day' | 'version';
}

/** Alpha of each group with its interval: drawn where there are several, and as a table. */
export function AgreementGroups({ id, title, groups, by }: GroupsProps) {
  const t = useTexts();
  const { number, date } = useFormats();
  const { value, interval } = useFigure();
  const figures = JSON.stringify(groups);
  // The chart is drawn anew when its figures change, not at each look.
  const [x, lines] = useMemo(() => {
    const known = JSON.parse(figures) as AgreementGroup[];
    const of = (end: 'value' | 'low' | 'high') => known.map(({ alpha }) => alpha[end] ?? null);
    return [
      known.map(({ day, version }) =>
        by === 'day' ? Date.parse(`${day ?? ''}T12:00`) / SECOND : (version ?? 0),
      ),
      [
        { label: t('alpha'), values: of('value'), colour: '--a' },
        { label: t('low'), values: of('low'), colour: '--ink-soft' },
        { label: t('high'), values: of('high'), colour: '--ink-soft' },
      ],
    ] as const;
  }, [figures, by, t]);
  if (groups.length === 0) {
    return null;
  }
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {groups.length > 1 && (
        <Suspense>
          <Chart
            label={title}
            x={x}
            scale={by === 'day' ? 'time' : 'number'}
            lines={lines}
            height={200}
          />
        </Suspense>
      )}
      <ScrollBox label={`${title}: ${t('alpha')}`}>
        <table className="data">
          <thead>
            <tr>
              <th scope="col">{t(by)}</th>
              <th scope="col" className="number">
                {t('items')}
              </th>
              <th scope="col" className="number">
                {t('alpha')}
              </th>
              <th scope="col" className="number">
                {t('equal')}
              </th>
              <th scope="col" className="number">
                {t('ac1')}
              </th>
            </tr>
          </thead>
          <tbody>
            {[...groups].reverse().map((group) => (
              <tr key={group.day ?? String(group.version)}>
                <th scope="row">
                  {by === 'day' ? date(group.day ?? '') : number(group.version ?? 0)}
                </th>
                <td className="number">{number(group.items)}</td>
                <td className="number">
                  {value(group.alpha)} <span className="hint">{interval(group.alpha)}</span>
                </td>
                <td className="number">{value(group.share)}</td>
                <td className="number">{value(group.ac1)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  );
}
