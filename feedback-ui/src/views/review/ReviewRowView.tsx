import { useRatedTexts } from '../../components/rated/texts';
import { MOST_DISAGREEMENT, type ReviewRow } from '../../domain/review';
import { useTexts } from './texts';

/** An item in a reviewer's list: what it is about and why it is here. */
export function ReviewRowView({ item }: { readonly item: ReviewRow }) {
  const t = useTexts();
  const rated = useRatedTexts();
  return (
    <li>
      <a className="project" href={`#/review/items/${item.id}`}>
        <strong dir="auto">{item.question}</strong>
        <span className="rated-said">
          {item.disagreement > 0 && (
            <>
              <meter
                min={0}
                max={MOST_DISAGREEMENT}
                value={item.disagreement}
                aria-label={t('disagreement', { value: item.disagreement })}
              />
              <span>{t('disagreement', { value: item.disagreement })}</span>
            </>
          )}
          {item.verdicts.map((verdict, index) => (
            <span key={index} className="chip">
              {rated(`short-${verdict}`)}
            </span>
          ))}
          {item.reasons.map((reason, index) => (
            <span key={index} className="chip warn">
              {rated(`reason-${reason}`)}
            </span>
          ))}
          {item.unseen > 0 && <span className="chip">{t('newNotes', { count: item.unseen })}</span>}
          {item.yours && <span className="chip">{t('yours')}</span>}
          <span>{t('ratedOf', { accepted: item.accepted, all: item.ratingsPerItem })}</span>
        </span>
      </a>
    </li>
  );
}
