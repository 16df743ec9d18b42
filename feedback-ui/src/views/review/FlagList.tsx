import { useRatedTexts } from '../../components/rated/texts';
import type { Flag } from '../../domain/review';
import { useFormats } from '../../i18n/useFormats';
import { useTexts } from './texts';

/** What raters hold to be wrong with an item; decided flags say so. */
export function FlagList({ flags }: { readonly flags: readonly Flag[] }) {
  const t = useTexts();
  const rated = useRatedTexts();
  const { dateTime } = useFormats();
  if (flags.length === 0) {
    return null;
  }
  return (
    <section aria-labelledby="flags">
      <h2 id="flags">{t('flags')}</h2>
      <ul className="flags">
        {flags.map(({ id, by, reason, words, flaggedAt, decidedAt }) => (
          <li key={id} data-decided={decidedAt !== null || undefined}>
            <p>
              <strong>{rated(`reason-${reason}`)}</strong>{' '}
              <span className="hint">
                {by.name ?? by.pseudonym} · {dateTime(flaggedAt)}
                {decidedAt && <> · {t('decidedAt', { at: dateTime(decidedAt) })}</>}
              </span>
            </p>
            {words && <p dir="auto">{words}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}
