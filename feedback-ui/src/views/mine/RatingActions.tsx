import { useCallback, useState } from 'react';
import { useLocation } from 'wouter';
import { Alert } from '../../components/Alert';
import { WhyDialog } from '../../components/rated/WhyDialog';
import { useAction } from '../../components/useAction';
import { undoable, type OwnRating } from '../../domain/history';
import { useServices } from '../services';
import { FlagDialog } from './FlagDialog';
import { ReviseDialog } from './ReviseDialog';
import { useTexts } from './texts';

interface RatingActionsProps {
  readonly rating: OwnRating;
  readonly onChange: () => Promise<void>;
  readonly notesOpen: boolean;
  readonly onNotes: () => void;
}

/** What one may do with an earlier rating. */
export function RatingActions({ rating, onChange, notesOpen, onNotes }: RatingActionsProps) {
  const t = useTexts();
  const { review } = useServices();
  const [, go] = useLocation();
  const [open, setOpen] = useState<'revise' | 'takeBack' | 'flag'>();
  const { run, busy, problem } = useAction(
    useCallback(async () => {
      await review.again(rating.id);
      await onChange();
      go(`/rate/${rating.projectId}`);
    }, [review, rating, onChange, go]),
  );
  const close = useCallback(() => {
    setOpen(undefined);
  }, []);
  const takeBack = useCallback(
    async (reason: string) => {
      await review.takeBack(rating.id, undoable(rating, Date.now()) ? undefined : reason);
      await onChange();
    },
    [review, rating, onChange],
  );
  const counts = rating.state === 'COUNTS';
  const mayReturn = rating.state === 'SKIPPED' || rating.state === 'WITHDRAWN';
  const button = (what: 'revise' | 'takeBack' | 'flag') => (
    <button
      type="button"
      className="button"
      onClick={() => {
        setOpen(what);
      }}
    >
      {t(what)}
    </button>
  );
  return (
    <>
      <div className="actions">
        {rating.changeable && button('revise')}
        {counts && button('takeBack')}
        {mayReturn && (
          <button type="button" className="button" disabled={busy} onClick={() => void run()}>
            {t('again')}
          </button>
        )}
        {rating.changeable && rating.review === 'NONE' && button('flag')}
        <button type="button" className="button quiet" aria-expanded={notesOpen} onClick={onNotes}>
          {t('notes', { count: rating.notes })}
          {rating.unseen > 0 && <span className="chip">{t('new', { count: rating.unseen })}</span>}
        </button>
      </div>
      <Alert problem={problem} />
      {open === 'revise' && <ReviseDialog rating={rating} onDone={onChange} onClose={close} />}
      {open === 'flag' && (
        <FlagDialog itemId={rating.itemId} onFlagged={() => void onChange()} onClose={close} />
      )}
      {open === 'takeBack' && (
        <WhyDialog
          title={t('takeBackTitle')}
          consequence={t('takeBackLead')}
          button={t('takeBack')}
          perform={takeBack}
          onClose={close}
        />
      )}
    </>
  );
}
