import { useCallback, useState } from 'react';
import { WhyDialog } from '../../components/rated/WhyDialog';
import type { ReviewItem } from '../../domain/review';
import { useServices } from '../services';
import { MakeGold } from './MakeGold';
import { useTexts } from './texts';

type Step = 'reopen' | 'close' | 'revoke';

interface ItemDecisionsProps {
  readonly item: ReviewItem;
  readonly onDone: () => Promise<void>;
}

function stepsOf({ state }: ReviewItem): readonly Step[] {
  switch (state) {
    case 'NONE':
      return ['close'];
    case 'FLAGGED':
      return ['reopen', 'close'];
    case 'ADJUDICATED':
      return ['revoke'];
    case 'VOID':
    case 'SUPERSEDED':
      return ['reopen'];
  }
}

/** Back into the queue, closed, or a verdict taken back: each with a reason. */
export function ItemDecisions({ item, onDone }: ItemDecisionsProps) {
  const t = useTexts();
  const { review } = useServices();
  const [step, setStep] = useState<Step>();
  const perform = useCallback(
    async (reason: string) => {
      if (step === 'revoke') {
        await review.revoke(item.id, reason);
      } else {
        await review.decide(item.id, step === 'close' ? 'CLOSE' : 'REOPEN', reason);
      }
      await onDone();
    },
    [review, item.id, step, onDone],
  );
  return (
    <div className="actions">
      {stepsOf(item).map((known) => (
        <button
          key={known}
          type="button"
          className="button"
          onClick={() => {
            setStep(known);
          }}
        >
          {t(known)}
        </button>
      ))}
      {item.state === 'ADJUDICATED' && item.form.task === 'COMPARE' && <MakeGold item={item} />}
      {step && (
        <WhyDialog
          title={t(step)}
          consequence={t(`${step}Lead`)}
          button={t(step)}
          perform={perform}
          onClose={() => {
            setStep(undefined);
          }}
        />
      )}
    </div>
  );
}
