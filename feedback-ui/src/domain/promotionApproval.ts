import type { Checkpoint } from './checkpoints';
import type { GateKind, GateMeasured } from './gates';
import type { Session } from './session';

export const APPROVAL_STATES = ['OPEN', 'PROMOTED', 'REJECTED', 'LAPSED'] as const;
export type ApprovalState = (typeof APPROVAL_STATES)[number];

/** What a person decided, on which evidence. */
export interface PersonDecision {
  readonly by: string;
  readonly approved: boolean;
  readonly reason: string;
  readonly at: string;
  readonly evidence: { readonly sha256: string };
}

/** A promotion that people must stand behind. */
export interface PromotionProposal {
  readonly proposalId: string;
  readonly projectId: string;
  readonly channel: string;
  readonly checkpointId: string;
  readonly reason: string;
  /** A person, or the policy that asks. */
  readonly by: string;
  readonly at: string;
  readonly state: ApprovalState;
  /** Why it is over, where that was no decision. */
  readonly overBecause?: string;
  /** In the order in which they were made. */
  readonly decisions: readonly PersonDecision[];
}

/** What lies before who decides. */
export interface PromotionEvidence {
  readonly channel: string;
  readonly checkpoint: Checkpoint;
  readonly servedCheckpointId: string;
  readonly policyVersion: number;
  readonly gates: readonly GateMeasured[];
  readonly dryRun: readonly GateKind[];
}

export interface OpenProposal {
  readonly proposal: PromotionProposal;
  /** How many people must stand behind it; absent where it is over. */
  readonly wanted?: number;
  /** As it is now; absent where it is over, or where what it rests on does not hold any more. */
  readonly evidence?: PromotionEvidence;
  /** What a decision names. */
  readonly evidenceSha256?: string;
}

export type Decision = 'approval' | 'rejection';

const byPolicy = ({ by }: PromotionProposal): boolean => by.startsWith('policy:');

/** People who stand behind it: whoever asked, if that was a person, and who approved. */
export const peopleBehind = (proposal: PromotionProposal): number =>
  proposal.decisions.filter(({ approved }) => approved).length + (byPolicy(proposal) ? 0 : 1);

/** Open ones first, each kind as it came. */
export const openFirst = (all: readonly PromotionProposal[]): readonly PromotionProposal[] => [
  ...all.filter(({ state }) => state === 'OPEN'),
  ...all.filter(({ state }) => state !== 'OPEN'),
];

/** Why somebody may not approve it; the page's texts have a sentence for each. */
export type Hindrance = 'over' | 'noEvidence' | 'ownPromotion' | 'approvedBefore';

/** Why the person may not approve it; undefined when they may. The service has the last word. */
export function hindrance(session: Session, shown: OpenProposal): Hindrance | undefined {
  const { proposal, evidenceSha256 } = shown;
  if (proposal.state !== 'OPEN') {
    return 'over';
  }
  if (evidenceSha256 === undefined) {
    return 'noEvidence';
  }
  if (proposal.by === session.id) {
    return 'ownPromotion';
  }
  return proposal.decisions.some(({ by }) => by === session.id) ? 'approvedBefore' : undefined;
}

/** The evidence that the last decision rests on, of a promotion that is over. */
export const decidedOn = ({ state, decisions }: PromotionProposal): string | undefined =>
  state === 'OPEN' ? undefined : decisions.at(-1)?.evidence.sha256;

/** A reason as it is kept: one line, without what the service does not take. */
export const reasonOf = (written: string): string => written.replaceAll(/\s+/g, ' ').trim();
