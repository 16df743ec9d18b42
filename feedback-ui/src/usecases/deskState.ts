import type { Assignment, Receipt } from '../domain/assignment';
import type { Problem } from '../domain/problem';
import type { Progress } from '../domain/project';
import type { Judgement } from '../domain/verdict';

/** A pair on the desk; `idempotencyKey` is drawn when the pair is taken and kept however often it is sent. */
export interface Held {
  readonly assignment: Assignment;
  readonly idempotencyKey: string;
  readonly shownAt: number;
  /** What the person has written about the pair so far. */
  readonly draft: string;
  /** False once the service has said that the lease lives although the clock here says it ended. */
  readonly clockTrusted: boolean;
}

export type Phase =
  | { readonly kind: 'loading' }
  | { readonly kind: 'open'; readonly held: Held }
  | { readonly kind: 'sending'; readonly held: Held; readonly choice: Judgement }
  /** Nobody knows whether the rating arrived: only the very same one may be sent again. */
  | {
      readonly kind: 'unsent';
      readonly held: Held;
      readonly choice: Judgement;
      readonly problem: Problem;
    }
  | { readonly kind: 'empty' }
  | { readonly kind: 'failed'; readonly problem: Problem };

export interface LastRating {
  readonly receipt: Receipt;
  readonly itemId: string;
  readonly choice: Judgement;
}

export interface DeskState {
  readonly phase: Phase;
  readonly progress?: Progress;
  readonly last?: LastRating;
  /** A quiet sentence: what just happened. */
  readonly notice?: string;
  /** A sentence about something that went wrong and stopped nothing. */
  readonly alert?: string;
}

/** The pair that is on the desk in this phase, if one is. */
export function heldIn(phase: Phase): Held | undefined {
  switch (phase.kind) {
    case 'open':
    case 'sending':
    case 'unsent':
      return phase.held;
    case 'loading':
    case 'empty':
    case 'failed':
      return undefined;
  }
}
