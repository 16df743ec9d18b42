import { useOpinionText } from '../../components/rated/useOpinionText';
import type { OwnRating } from '../../domain/history';
import { useTexts } from './texts';

/** What a reviewer decided about one's rating. */
export function DecidedPart({ rating: { decided, refused } }: { readonly rating: OwnRating }) {
  const t = useTexts();
  const said = useOpinionText();
  if (refused) {
    return <p className="rated-decided">{t('refused', { reason: refused })}</p>;
  }
  if (!decided) {
    return null;
  }
  if (decided.accepted === null || decided.accepted === undefined) {
    return (
      <p className="rated-decided">
        {t('decided', { said: said(decided) })}
        {decided.comment && <> {decided.comment}</>}
      </p>
    );
  }
  return decided.accepted ? (
    <div className="rated-decided">
      <p>
        {t(decided.demonstration ? 'acceptedEdited' : 'accepted')}
        {decided.comment && <> {decided.comment}</>}
      </p>
      {decided.demonstration && (
        <blockquote className="text" dir="auto">
          {decided.demonstration}
        </blockquote>
      )}
    </div>
  ) : null;
}
