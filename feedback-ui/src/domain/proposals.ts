import type { Interval } from './promptRuns';
import { shortId, type Session } from './session';

/** What a task was measured on and what came out; `regressions` is absent where nobody looked for them. */
export interface Evidence {
  readonly data: string;
  readonly examples: number;
  readonly metrics: Readonly<Record<string, Interval>>;
  readonly before: Readonly<Record<string, Interval>>;
  readonly note?: string | undefined;
  readonly regressions?: readonly string[] | undefined;
}

/** A frozen model, what is added to it, and what is put to it with each text. */
export interface Task {
  readonly name: string;
  readonly description?: string | undefined;
  readonly base: string;
  readonly adapters: readonly {
    readonly folder?: string | undefined;
    readonly checkpointId?: string | undefined;
  }[];
  readonly inputs: readonly string[];
  readonly prompt: {
    readonly system: string;
    readonly template: string;
    readonly separator: string;
    readonly style: string;
    readonly labels: readonly { readonly name: string; readonly words: readonly string[] }[];
    readonly examples: {
      readonly given: readonly {
        readonly label: string;
        readonly variables: Readonly<Record<string, unknown>>;
      }[];
    };
    readonly calibration: string;
  };
  readonly maxTokens?: number | undefined;
  readonly evaluation: Evidence;
}

export type ProposalState = 'PROPOSED' | 'APPROVED' | 'REJECTED';

export interface Proposal {
  readonly proposalId: string;
  readonly state: ProposalState;
  readonly name: string;
  readonly task: Task;
  readonly reason: string;
  readonly proposedBy: string;
  readonly proposedAt: string;
  readonly decision?:
    | {
        readonly by: string;
        readonly at: string;
        readonly reason: string;
        readonly checkpointId?: string | undefined;
        readonly version?: number | undefined;
      }
    | undefined;
}

/** A channel was made to serve a checkpoint. */
export interface Promotion {
  readonly channel: string;
  readonly checkpointId: string;
  readonly previousCheckpointId?: string | undefined;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
}

const hasRole = (session: Session, ...roles: readonly string[]): boolean =>
  roles.some((role) => session.roles.includes(role));

export const mayDecide = (session: Session): boolean =>
  hasRole(session, 'reviewer', 'administrator');

export const mayServe = (session: Session): boolean =>
  hasRole(session, 'engineer', 'administrator');

export const isOwn = (session: Session, proposal: Proposal): boolean =>
  proposal.proposedBy === session.id;

/** Why the person may not approve a proposal; the page's texts have a sentence for each. */
export type ApprovalFault = 'onlyReviewersDecide' | 'ownProposal';

/** Why the person may not approve it; undefined when they may. */
export function approvalFault(session: Session, proposal: Proposal): ApprovalFault | undefined {
  if (!mayDecide(session)) {
    return 'onlyReviewersDecide';
  }
  return isOwn(session, proposal) ? 'ownProposal' : undefined;
}

/** How a person is told of another: the services keep no names. */
export interface Actor {
  readonly who: 'you' | 'other';
  readonly name: string;
}

export const actorOf = (session: Session, id: string): Actor => ({
  who: id === session.id ? 'you' : 'other',
  name: shortId(id),
});

export const channelOf = (task: string): string => `task-${task}`;

/** The number under which a checkpoint was published, where one of the proposals says it. */
export const versionOf = (
  proposals: readonly Proposal[],
  checkpointId: string | undefined,
): number | undefined =>
  checkpointId === undefined
    ? undefined
    : proposals.find(({ decision }) => decision?.checkpointId === checkpointId)?.decision?.version;

export interface Figure {
  readonly metric: string;
  readonly before: Interval | undefined;
  readonly now: Interval;
  /** It became worse, and not by chance. */
  readonly regressed: boolean;
}

/** The figures in the order in which they came; what was looked at and became worse is flagged. */
export const figuresOf = ({ metrics, before, regressions }: Evidence): readonly Figure[] =>
  Object.entries(metrics).map(([metric, now]) => ({
    metric,
    before: before[metric],
    now,
    regressed: regressions?.includes(metric) === true,
  }));
