import { useRatedTexts } from '../../components/rated/texts';
import { useOpinionText } from '../../components/rated/useOpinionText';
import { letterOf } from '../../domain/opinions';
import type { Opinion, ReviewItem } from '../../domain/review';
import { useFormats } from '../../i18n/useFormats';
import { useTexts } from './texts';

/** All ratings of an item, one under the other, with how long each took and where the first answer stood. */
export function OpinionTable({ item }: { readonly item: ReviewItem }) {
  const t = useTexts();
  if (item.ratings.length === 0) {
    return <p className="lead">{t('noRatings')}</p>;
  }
  return (
    <section>
      <h2 id="opinions">
        {t('opinions', { accepted: item.accepted, all: item.ratingsPerItem })}
        {item.disagreement > 0 && (
          <span className="chip warn">{t('disagreement', { value: item.disagreement })}</span>
        )}
      </h2>
      {/* A table that scrolls must be reached by the keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="table-scroll" tabIndex={0} role="region" aria-labelledby="opinions">
        <table className="data">
          <thead>
            <tr>
              <th scope="col">{t('rater')}</th>
              <th scope="col">{t('says')}</th>
              <th scope="col">{t('wrote')}</th>
              <th scope="col" className="number">
                {t('took')}
              </th>
              <th scope="col">{t('when')}</th>
            </tr>
          </thead>
          <tbody>
            {item.ratings.map((opinion) => (
              <OpinionLine
                key={opinion.ratingId}
                opinion={opinion}
                pair={item.form.task === 'COMPARE'}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function OpinionLine({ opinion, pair }: { readonly opinion: Opinion; readonly pair: boolean }) {
  const t = useTexts();
  const rated = useRatedTexts();
  const said = useOpinionText();
  const { dateTime, duration } = useFormats();
  const { by, remarks, correction, demonstration, comment, at, revisedAt, refused } = opinion;
  return (
    <tr>
      <th scope="row">{by.you ? rated('you') : (by.name ?? by.pseudonym)}</th>
      <td>
        <strong>{said(opinion)}</strong>
        {pair && <p className="hint">{t(opinion.wasLeft ? 'aWasLeft' : 'aWasRight')}</p>}
        {remarks.map(({ scores, flags }, answer) => {
          const parts = [
            ...Object.entries(scores ?? {}).map(([axis, score]) => `${axis} ${score}`),
            ...(flags ?? []),
          ];
          return (
            parts.length > 0 && (
              <p key={answer} className="hint">
                {letterOf(answer)}: {parts.join(', ')}
              </p>
            )
          );
        })}
      </td>
      <td dir="auto">
        {comment}
        {correction && <blockquote className="text">{correction}</blockquote>}
        {demonstration && <blockquote className="text">{demonstration}</blockquote>}
        {refused && <p className="hint">{t('refusedBecause', { reason: refused })}</p>}
      </td>
      <td className="number">{duration(opinion.dwellMillis / 1000)}</td>
      <td>
        {dateTime(at)}
        {revisedAt && <p className="hint">{t('revisedAt', { at: dateTime(revisedAt) })}</p>}
      </td>
    </tr>
  );
}
