import type { Overview } from '../../domain/management';
import { useFormats } from '../../i18n/useFormats';
import { useTexts } from './texts';

const SHOWN_DAYS = 7;
const SECOND = 1_000;

/** Each person's work: in all, and on each of the last days. */
export function WorkTable({ overview }: { readonly overview: Overview }) {
  const t = useTexts();
  const { number, duration, fromNow } = useFormats();
  const now = new Date(overview.at).getTime();
  // Today first: it is in sight on a phone, too.
  const days = overview.days.slice(-SHOWN_DAYS).reverse();
  const day = (text: string) =>
    new Intl.DateTimeFormat(document.documentElement.lang, {
      weekday: 'short',
      day: 'numeric',
    }).format(new Date(`${text}T12:00`));
  return (
    <section>
      <h2 id="work">{t('workTitle')}</h2>
      {/* Scrollable, so a keyboard must reach it. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="table-scroll" role="region" aria-labelledby="work" tabIndex={0}>
        <table className="data">
          <thead>
            <tr>
              <th scope="col">{t('person')}</th>
              <th scope="col" className="number">
                {t('ratings')}
              </th>
              <th scope="col" className="number">
                {t('skipped')}
              </th>
              <th scope="col" className="number">
                {t('median')}
              </th>
              <th scope="col" className="number">
                {t('holds')}
              </th>
              <th scope="col">{t('last')}</th>
              {days.map((text) => (
                <th key={text} scope="col" className="number">
                  {day(text)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {overview.people.map((person) => (
              <tr key={person.name}>
                <th scope="row" dir="auto">
                  {person.name}
                </th>
                <td className="number">{number(person.ratings)}</td>
                <td className="number">{number(person.skipped)}</td>
                <td className="number">
                  {person.medianMillis == null ? '–' : duration(person.medianMillis / SECOND)}
                </td>
                <td className="number">{number(person.holds)}</td>
                <td>{person.lastRatedAt ? fromNow(person.lastRatedAt, now) : t('never')}</td>
                {person.byDay
                  .slice(-SHOWN_DAYS)
                  .reverse()
                  .map((count, index) => (
                    <td key={days[index]} className="number" data-zero={count === 0}>
                      {number(count)}
                    </td>
                  ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
