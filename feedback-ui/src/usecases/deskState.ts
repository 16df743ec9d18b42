import type { Assignment } from '../domain/assignment';
import type { Draft, Missing } from '../domain/draft';
import type { Entry } from '../domain/outbox';
import type { Problem } from '../domain/problem';
import type { Progress } from '../domain/project';

/** An item on the desk. */
export interface Held {
  readonly assignment: Assignment;
  readonly shownAt: number;
  /** What the person has said of it so far. */
  readonly draft: Draft;
  /** False once the service has said that the lease lives although the clock here says it ended. */
  readonly clockTrusted: boolean;
}

export type Phase =
  | { readonly kind: 'loading' }
  | { readonly kind: 'open'; readonly held: Held }
  /** The rating is being kept on the device; the next item comes in a moment. */
  | { readonly kind: 'keeping'; readonly held: Held }
  /** Nothing more can be handed out until what waits has arrived. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'empty' }
  /** The person has a rest: nothing is reserved for them. */
  | { readonly kind: 'resting' }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** What just happened, said quietly. */
export type Notice =
  | { readonly kind: 'takenBack'; readonly entry: Entry }
  | { readonly kind: 'leaseOver' }
  /** The service refused a rating whose item is somebody else's now; what was said is kept as a draft. */
  | { readonly kind: 'gone'; readonly problem: Problem }
  | { readonly kind: 'draftBack' };

/** Something that went wrong and stopped nothing. */
export type Fault =
  | { readonly kind: 'problem'; readonly problem: Problem }
  | { readonly kind: 'missing'; readonly missing: Missing }
  /** The browser keeps nothing: what is not sent is lost with the page. */
  | { readonly kind: 'notKept' };

export interface DeskState {
  readonly phase: Phase;
  readonly progress?: Progress;
  /** The rating that can be taken back. */
  readonly last?: Entry;
  /** How many ratings have not arrived. */
  readonly waiting: number;
  /** Why they have not. */
  readonly waitingFor?: Problem;
  readonly signedOut: boolean;
  readonly notice?: Notice;
  readonly fault?: Fault;
}

/** The item that is on the desk in this phase, if one is. */
export const heldIn = (phase: Phase): Held | undefined =>
  phase.kind === 'open' || phase.kind === 'keeping' ? phase.held : undefined;
