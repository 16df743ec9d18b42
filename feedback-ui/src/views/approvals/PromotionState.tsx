import type { ApprovalState } from '../../domain/promotionApproval';
import { useTexts } from '../gates/texts';

/** Where a promotion stands, in a word. */
export function PromotionState({ state }: { readonly state: ApprovalState }) {
  const t = useTexts();
  return (
    <span className={state === 'PROMOTED' ? 'chip chip-production' : 'chip'} data-state={state}>
      {t(`state-${state}`)}
    </span>
  );
}
