import { useCallback, useState } from 'react';
import { Alert } from '../../components/Alert';
import { Dialog } from '../../components/Dialog';
import { RankField } from '../../components/rated/RankField';
import { RemarkFields } from '../../components/rated/RemarkFields';
import { StepField } from '../../components/rated/StepField';
import { TextField } from '../../components/TextField';
import { useAction } from '../../components/useAction';
import { opinionToRevise, opinionToSend, type OwnRating } from '../../domain/history';
import { opinionOf, placesOf, rankingOf, stepOf, type NewOpinion } from '../../domain/opinions';
import { newIdempotencyKey } from '../../usecases/idempotencyKey';
import { useServices } from '../services';
import { ReviseAnswers } from './ReviseAnswers';
import { useTexts } from './texts';

interface ReviseDialogProps {
  readonly rating: OwnRating;
  readonly onDone: () => Promise<void>;
  readonly onClose: () => void;
}

const LONGEST = 2000;

/** A change of mind: whatever the project asks for may be said anew. */
export function ReviseDialog({ rating, onDone, onClose }: ReviseDialogProps) {
  const t = useTexts();
  const { review } = useServices();
  const [opinion, setOpinion] = useState<NewOpinion>(() => opinionToRevise(rating));
  const [key] = useState(newIdempotencyKey);
  const change = (part: NewOpinion): void => {
    setOpinion((before) => ({ ...before, ...part }));
  };
  const { run, busy, problem } = useAction(
    useCallback(async () => {
      await review.revise(rating, opinionToSend(opinion, rating.answers), key);
      await onDone();
      onClose();
    }, [review, rating, opinion, key, onDone, onClose]),
  );
  const { form } = rating;
  const words = (field: 'comment' | 'demonstration', rows: number, longest: number | undefined) => (
    <TextField
      label={t(field)}
      rows={rows}
      {...(longest !== undefined && { maxLength: longest })}
      value={opinion[field] ?? ''}
      onChange={(event) => {
        change({ [field]: event.target.value });
      }}
    />
  );
  return (
    <Dialog title={t('reviseTitle')} onClose={onClose}>
      <form
        className="panel"
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <p className="hint">{t('reviseLead')}</p>
        {form.task === 'COMPARE' && (
          <StepField
            value={stepOf(opinion.verdict ?? 'TIE', opinion.strength ?? 0)}
            onChange={(step) => {
              change(opinionOf(step));
            }}
          />
        )}
        {form.task === 'RANK' && (
          <RankField
            places={placesOf(opinion.ranking ?? [], rating.answers.length)}
            onChange={(places) => {
              change({ ranking: rankingOf(places) });
            }}
          />
        )}
        {form.task === 'DEMONSTRATE' && words('demonstration', 6, undefined)}
        <RemarkFields
          form={form}
          answers={rating.answers.length}
          remarks={opinion.answers ?? []}
          onChange={(answers) => {
            change({ answers });
          }}
        />
        <ReviseAnswers rating={rating} opinion={opinion} onChange={setOpinion} />
        {form.comment && words('comment', 3, LONGEST)}
        <Alert problem={problem} />
        <div className="actions">
          <button className="button primary" disabled={busy}>
            {t('save')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
