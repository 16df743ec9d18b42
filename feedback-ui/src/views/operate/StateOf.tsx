import type { RunState } from '../../domain/runs';
import { useOperatorTexts } from './texts';

/** Where a run stands, in a word. */
export function StateOf({ state }: { readonly state: RunState }) {
  const t = useOperatorTexts();
  return (
    <span className={`chip state-${state.toLowerCase()}`} data-state={state}>
      {t(`state-${state}`)}
    </span>
  );
}
