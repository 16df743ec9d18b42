import { OUTCOME_SIGNS, type GateOutcome } from '../../domain/gates';
import { useTexts } from './texts';

/** What a gate came to, in a sign and a word. */
export function Outcome({ outcome }: { readonly outcome: GateOutcome }) {
  const t = useTexts();
  return (
    <span className={`chip outcome-${outcome}`}>
      <span aria-hidden="true">{OUTCOME_SIGNS[outcome]} </span>
      {t(`outcome-${outcome}`)}
    </span>
  );
}
