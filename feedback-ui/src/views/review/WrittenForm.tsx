import { useCallback, useState } from 'react';
import { Alert } from '../../components/Alert';
import { TextField } from '../../components/TextField';
import { useAction } from '../../components/useAction';
import type { ReviewItem } from '../../domain/review';
import { useServices } from '../services';
import { useTexts } from './texts';
import { WrittenAnswer } from './WrittenAnswer';

interface WrittenFormProps {
  readonly item: ReviewItem;
  readonly onDone: () => Promise<void>;
}

const LONGEST = 2000;

/** The answers that people wrote, side by side: one is taken, the others are refused with a reason. */
export function WrittenForm({ item, onDone }: WrittenFormProps) {
  const t = useTexts();
  const { review } = useServices();
  const { adjudication, ratings } = item;
  const [accepted, setAccepted] = useState(adjudication?.accepted ?? undefined);
  const [edited, setEdited] = useState(adjudication?.demonstration ?? undefined);
  const [comment, setComment] = useState(adjudication?.comment ?? '');
  const [reasons, setReasons] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(ratings.map(({ ratingId, refused }) => [ratingId, refused ?? ''])),
  );
  const original = ratings.find(({ ratingId }) => ratingId === accepted)?.demonstration ?? '';
  const text = edited ?? original;
  const others = ratings.filter(({ ratingId }) => ratingId !== accepted);
  const reasonOf = (rating: string): string => (reasons[rating] ?? '').trim();
  const ready =
    accepted !== undefined &&
    text.trim() !== '' &&
    others.every(({ ratingId }) => reasonOf(ratingId) !== '');
  const { run, busy, problem } = useAction(
    useCallback(async () => {
      const words = comment.trim();
      await review.accept(item.id, {
        accepted: accepted ?? '',
        demonstration: text,
        ...(words !== '' && { comment: words }),
        refusals: others.map(({ ratingId }) => ({
          rating: ratingId,
          reason: (reasons[ratingId] ?? '').trim(),
        })),
      });
      await onDone();
    }, [review, item.id, accepted, text, comment, others, reasons, onDone]),
  );
  if (item.yours) {
    return <p className="lead">{t('ownItem')}</p>;
  }
  if (ratings.length === 0) {
    return null;
  }
  return (
    <section aria-labelledby="written">
      <h2 id="written">{t('written')}</h2>
      <form
        className="panel"
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <p className="hint">{t('writtenLead')}</p>
        <div className="rated-answers">
          {ratings.map((opinion) => {
            const { ratingId } = opinion;
            const chosen = ratingId === accepted;
            return (
              <WrittenAnswer
                key={ratingId}
                opinion={opinion}
                chosen={chosen}
                text={chosen ? text : (opinion.demonstration ?? '')}
                reason={accepted === undefined || chosen ? undefined : (reasons[ratingId] ?? '')}
                onChoose={() => {
                  setAccepted(ratingId);
                  setEdited(undefined);
                }}
                onEdit={setEdited}
                onReason={(reason) => {
                  setReasons({ ...reasons, [ratingId]: reason });
                }}
              />
            );
          })}
        </div>
        <TextField
          label={t('toItsWriter')}
          rows={2}
          maxLength={LONGEST}
          value={comment}
          onChange={(event) => {
            setComment(event.target.value);
          }}
        />
        <Alert problem={problem} />
        <div className="actions">
          <button className="button primary" disabled={busy || !ready}>
            {t(adjudication ? 'adjudicateAnew' : 'adjudicate')}
          </button>
        </div>
      </form>
    </section>
  );
}
