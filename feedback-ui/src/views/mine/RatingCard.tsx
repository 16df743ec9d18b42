import { useId, useState } from 'react';
import { Answers, bestOf } from '../../components/rated/Answers';
import { RatedImages } from '../../components/rated/RatedImages';
import { useOpinionText } from '../../components/rated/useOpinionText';
import type { OwnRating } from '../../domain/history';
import { questionOf } from '../../domain/opinions';
import { useFormats } from '../../i18n/useFormats';
import { DecidedPart } from './DecidedPart';
import { OwnNotes } from './OwnNotes';
import { RatingActions } from './RatingActions';
import { useTexts } from './texts';

interface RatingCardProps {
  readonly rating: OwnRating;
  readonly onChange: () => Promise<void>;
}

/** One of one's own ratings, as it stood on the screen. */
export function RatingCard({ rating, onChange }: RatingCardProps) {
  const t = useTexts();
  const id = useId();
  const said = useOpinionText();
  const { dateTime } = useFormats();
  const [notes, setNotes] = useState(false);
  return (
    <article className="rated" aria-labelledby={id}>
      <h2 id={id} className="rated-question" dir="auto">
        {questionOf(rating.prompt)}
      </h2>
      <p className="hint">
        {rating.project} · <time dateTime={rating.ratedAt}>{dateTime(rating.ratedAt)}</time>
        {rating.revisedAt && <> · {t('revised', { at: dateTime(rating.revisedAt) })}</>}
      </p>
      <RatedImages images={rating.prompt.flatMap(({ images }) => images ?? [])} />
      <Answers answers={rating.answers} images={rating.images} best={bestOf(rating)} />
      <p className="rated-said">
        <strong>{said(rating)}</strong>
        {rating.state !== 'COUNTS' && rating.state !== 'SKIPPED' && (
          <span className="chip">{t(`state-${rating.state}`)}</span>
        )}
        {rating.review === 'FLAGGED' && <span className="chip">{t('flagged')}</span>}
        {rating.review === 'VOID' && <span className="chip">{t('closed')}</span>}
      </p>
      {rating.demonstration && (
        <blockquote className="text" dir="auto">
          {rating.demonstration}
        </blockquote>
      )}
      {rating.comment && (
        <blockquote className="text" dir="auto">
          {rating.comment}
        </blockquote>
      )}
      <DecidedPart rating={rating} />
      <RatingActions
        rating={rating}
        onChange={onChange}
        notesOpen={notes}
        onNotes={() => {
          setNotes((open) => !open);
        }}
      />
      {notes && <OwnNotes itemId={rating.itemId} />}
    </article>
  );
}
