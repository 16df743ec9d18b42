import { useCallback, useState } from 'react';
import { Alert } from '../../components/Alert';
import { RankField } from '../../components/rated/RankField';
import { StepField } from '../../components/rated/StepField';
import { TextField } from '../../components/TextField';
import { useOpinionText } from '../../components/rated/useOpinionText';
import { useAction } from '../../components/useAction';
import { opinionOf, placesOf, rankingOf, stepOf, type Step } from '../../domain/opinions';
import type { ReviewItem } from '../../domain/review';
import { useServices } from '../services';
import { useTexts } from './texts';

interface AdjudicationFormProps {
  readonly item: ReviewItem;
  readonly onDone: () => Promise<void>;
}

const LONGEST = 2000;

/** A reviewer's verdict, which settles the item whatever its ratings say. */
export function AdjudicationForm({ item, onDone }: AdjudicationFormProps) {
  const t = useTexts();
  const said = useOpinionText();
  const { review } = useServices();
  const { adjudication, form, answers } = item;
  const [step, setStep] = useState<Step | undefined>(
    adjudication ? stepOf(adjudication.verdict, adjudication.strength) : undefined,
  );
  const [places, setPlaces] = useState<readonly number[]>(() =>
    placesOf(adjudication?.ranking ?? [], answers.length),
  );
  const [comment, setComment] = useState(adjudication?.comment ?? '');
  const ranking = rankingOf(places);
  const ready = form.task === 'RANK' ? ranking.length > 0 : step !== undefined;
  const { run, busy, problem } = useAction(
    useCallback(async () => {
      const words = comment.trim();
      await review.adjudicate(item.id, {
        ...(form.task === 'RANK' ? { ranking } : step && opinionOf(step)),
        ...(words !== '' && { comment: words }),
      });
      await onDone();
    }, [review, item.id, form.task, ranking, step, comment, onDone]),
  );
  return (
    <section aria-labelledby="adjudication">
      <h2 id="adjudication">{t('adjudication')}</h2>
      {adjudication && (
        <p className="rated-decided">
          {t('adjudicated', {
            said: said(adjudication),
            by: adjudication.by.name ?? adjudication.by.pseudonym,
          })}
        </p>
      )}
      {item.yours ? (
        <p className="lead">{t('ownItem')}</p>
      ) : (
        <form
          className="panel"
          onSubmit={(event) => {
            event.preventDefault();
            void run();
          }}
        >
          <p className="hint">{t('adjudicationLead')}</p>
          {form.task === 'RANK' ? (
            <RankField places={places} onChange={setPlaces} />
          ) : (
            <StepField value={step} onChange={setStep} />
          )}
          <TextField
            label={t('because')}
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
      )}
    </section>
  );
}
