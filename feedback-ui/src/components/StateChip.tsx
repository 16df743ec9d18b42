import type { Proposal } from '../domain/proposals';

interface StateChipProps {
  readonly proposal: Proposal;
  readonly serving: ReadonlySet<string>;
}

/** Where a proposal stands; what answers people stands out. */
export function StateChip({ proposal, serving }: StateChipProps) {
  const { state, decision } = proposal;
  if (state === 'PROPOSED') {
    return <span className="chip">waits for a decision</span>;
  }
  if (state === 'REJECTED') {
    return <span className="chip">rejected</span>;
  }
  const served = decision?.checkpointId !== undefined && serving.has(decision.checkpointId);
  return (
    <span className={served ? 'chip chip-production' : 'chip'}>
      version {decision?.version ?? '?'}
      {served ? ', answers now' : ', approved'}
    </span>
  );
}
