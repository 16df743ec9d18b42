import type { ApprovalDesk } from '../domain/approvalDesk';
import {
  approvalFault,
  channelOf,
  mayDecide,
  mayServe,
  versionOf,
  type Promotion,
  type Proposal,
} from '../domain/proposals';
import type { Session } from '../domain/session';

export type StepKind = 'approve' | 'reject' | 'serve' | 'back';

/** Something that a person can do with a proposal. */
export interface ProposalStep {
  readonly kind: StepKind;
  readonly letter: string;
  /** False where it is shown, but not for this person. */
  readonly allowed: boolean;
  /** Whether it is what most people come for. */
  readonly first: boolean;
  /** The number of the version that answers from then on, of a step that serves. */
  readonly version?: string;
  /** The number of the version that answers now. */
  readonly now?: string;
  readonly perform: (reason: string) => Promise<void>;
}

/** What can be done: decide while nothing is decided, then serve it, or what was served before. */
export function proposalSteps(
  desk: ApprovalDesk,
  session: Session,
  proposal: Proposal,
  proposals: readonly Proposal[],
  served: Promotion | undefined,
): readonly ProposalStep[] {
  if (proposal.state === 'PROPOSED') {
    return decisions(desk, session, proposal);
  }
  const checkpoint = proposal.decision?.checkpointId;
  return checkpoint === undefined || !mayServe(session)
    ? []
    : serving(desk, proposal, proposals, checkpoint, served);
}

function decisions(
  desk: ApprovalDesk,
  session: Session,
  proposal: Proposal,
): readonly ProposalStep[] {
  const { proposalId } = proposal;
  return [
    {
      kind: 'approve',
      letter: 'a',
      allowed: approvalFault(session, proposal) === undefined,
      first: true,
      perform: async (reason) => {
        await desk.approve(proposalId, reason);
      },
    },
    {
      kind: 'reject',
      letter: 'r',
      allowed: mayDecide(session),
      first: false,
      perform: async (reason) => {
        await desk.reject(proposalId, reason);
      },
    },
  ];
}

function serving(
  desk: ApprovalDesk,
  { name }: Proposal,
  proposals: readonly Proposal[],
  checkpoint: string,
  served: Promotion | undefined,
): readonly ProposalStep[] {
  const number = (id: string): string => String(versionOf(proposals, id) ?? '?');
  const step = (target: string, kind: StepKind, letter: string): ProposalStep => ({
    kind,
    letter,
    allowed: true,
    first: true,
    version: number(target),
    ...(served && { now: number(served.checkpointId) }),
    perform: (reason) => desk.serve(channelOf(name), target, reason),
  });
  if (served?.checkpointId !== checkpoint) {
    return [step(checkpoint, 'serve', 'p')];
  }
  const previous = served.previousCheckpointId;
  return previous === undefined ? [] : [step(previous, 'back', 'b')];
}
