import type { Proposal } from '../../domain/proposals';
import { useTexts } from './texts';

interface StateChipProps {
  readonly proposal: Proposal;
  /** Checkpoints that answer people now. */
  readonly serving: ReadonlySet<string>;
}

/** Where a proposal stands; what answers people stands out. */
export function StateChip({ proposal, serving }: StateChipProps) {
  const t = useTexts();
  const { state, decision } = proposal;
  if (state === 'PROPOSED') {
    return <span className="chip">{t('waits')}</span>;
  }
  if (state === 'REJECTED') {
    return <span className="chip">{t('rejected')}</span>;
  }
  const served = decision?.checkpointId !== undefined && serving.has(decision.checkpointId);
  return (
    <span className={served ? 'chip chip-production' : 'chip'}>
      {t(served ? 'servedAs' : 'approvedAs', { version: decision?.version ?? '?' })}
    </span>
  );
}
