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

/** Something that a person can do with a proposal. */
export interface ProposalStep {
  readonly name: string;
  readonly letter: string;
  /** False where it is shown, but not for this person. */
  readonly allowed: boolean;
  /** Whether it is what most people come for. */
  readonly first: boolean;
  readonly title: string;
  /** What will be so when it is done. */
  readonly consequence: string;
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
  { proposalId, name, ...proposal }: Proposal,
): readonly ProposalStep[] {
  return [
    {
      name: 'Approve',
      letter: 'a',
      allowed: approvalFault(session, { proposalId, name, ...proposal }) === undefined,
      first: true,
      title: `Approve the proposal for ${name}`,
      consequence:
        'It is published as the task’s next version, for ever. Nothing answers differently before an engineer makes that version the one that is served.',
      perform: async (reason) => {
        await desk.approve(proposalId, reason);
      },
    },
    {
      name: 'Reject',
      letter: 'r',
      allowed: mayDecide(session),
      first: false,
      title: `Reject the proposal for ${name}`,
      consequence: 'It stays rejected as it is. Whoever changes the task may propose that.',
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
  const number = (id: string | undefined): string => String(versionOf(proposals, id) ?? '?');
  const step = (target: string, words: { name: string; letter: string }): ProposalStep => ({
    ...words,
    allowed: true,
    first: true,
    title: `${words.name} of ${name}`,
    consequence:
      served === undefined
        ? `Nothing answers for “${name}” yet. Version ${number(target)} will, from then on.`
        : `Version ${number(served.checkpointId)} answers for “${name}” now. Version ${number(target)} will, from then on.`,
    perform: (reason) => desk.serve(channelOf(name), target, reason),
  });
  if (served?.checkpointId !== checkpoint) {
    return [step(checkpoint, { name: `Serve version ${number(checkpoint)}`, letter: 'p' })];
  }
  const previous = served.previousCheckpointId;
  return previous === undefined
    ? []
    : [step(previous, { name: `Go back to version ${number(previous)}`, letter: 'b' })];
}
