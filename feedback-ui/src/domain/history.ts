import type { AskedForm, NewOpinion, Remarks, ReviewState, Said } from './opinions';
import type { Image, Message } from './project';

export type RatingState = 'COUNTS' | 'SKIPPED' | 'WITHDRAWN' | 'VOIDED';

/** One's own rating, with the answers as they stood on the screen. */
export interface OwnRating {
  readonly id: string;
  readonly itemId: string;
  readonly projectId: string;
  readonly project: string;
  readonly prompt: readonly Message[];
  readonly form: AskedForm;
  readonly answers: readonly string[];
  /** Of each answer. */
  readonly images: readonly (readonly Image[])[];
  readonly verdict: Said;
  readonly strength: number;
  readonly comment?: string | null | undefined;
  readonly ranking: readonly (readonly number[])[];
  readonly remarks: readonly Remarks[];
  readonly correctedPosition?: number | null | undefined;
  readonly correction?: string | null | undefined;
  readonly demonstration?: string | null | undefined;
  readonly ratedAt: string;
  readonly revisedAt?: string | null | undefined;
  readonly version: number;
  readonly state: RatingState;
  readonly review: ReviewState;
  readonly changeable: boolean;
  readonly undoUntil: string;
  readonly decided?:
    | {
        readonly verdict: Said;
        readonly strength: number;
        readonly ranking: readonly (readonly number[])[];
        readonly comment?: string | null | undefined;
        /** Of written answers: whether it is this one. */
        readonly accepted?: boolean | null | undefined;
        /** The answer that was taken, where the reviewer changed it. */
        readonly demonstration?: string | null | undefined;
      }
    | null
    | undefined;
  /** Why a reviewer did not take the answer that was written. */
  readonly refused?: string | null | undefined;
  readonly notes: number;
  readonly unseen: number;
}

export interface History {
  readonly ratings: readonly OwnRating[];
  readonly next?: string | null | undefined;
}

export interface HistoryQuery {
  readonly project?: string | undefined;
  readonly unseen: boolean;
  readonly after?: string | undefined;
}

export interface Agreement {
  readonly compared: number;
  readonly equal: number;
  /** So many are needed before a share means anything. */
  readonly enough: number;
  readonly share?: number | null | undefined;
  readonly kappa?: number | null | undefined;
}

export interface Quality {
  readonly ratings: number;
  readonly skipped: number;
  readonly days: readonly { readonly day: string; readonly ratings: number }[];
  readonly medianSeconds?: number | null | undefined;
  readonly leftShare?: number | null | undefined;
  readonly others: Agreement;
  readonly reviewers: Agreement;
}

/** What a rating says, as it is sent again when only a part of it is changed. */
export function opinionToRevise(rating: OwnRating): NewOpinion {
  const { form, comment, correction, correctedPosition, demonstration } = rating;
  return {
    ...(form.task === 'COMPARE' && { verdict: rating.verdict, strength: rating.strength }),
    ...(form.task === 'RANK' && { ranking: rating.ranking }),
    ...(typeof demonstration === 'string' && { demonstration }),
    ...(typeof comment === 'string' && { comment }),
    ...(rating.remarks.length > 0 && { answers: rating.remarks }),
    ...(typeof correction === 'string' &&
      typeof correctedPosition === 'number' && {
        correction: { position: correctedPosition, text: correction },
      }),
  };
}

/** What is sent of an opinion: white space around a comment says nothing, and a correction that changes nothing is none. */
export function opinionToSend(opinion: NewOpinion, answers: readonly string[]): NewOpinion {
  const { comment, correction, ...others } = opinion;
  const words = comment?.trim() ?? '';
  const corrected =
    correction && correction.text.trim() !== '' && correction.text !== answers[correction.position];
  return {
    ...others,
    ...(words !== '' && { comment: words }),
    ...(corrected && { correction }),
  };
}

/** Whether a rating may still be taken back without saying why. */
export const undoable = (rating: OwnRating, now: number): boolean =>
  rating.state === 'COUNTS' && Date.parse(rating.undoUntil) > now;
