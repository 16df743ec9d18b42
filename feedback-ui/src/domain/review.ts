import type { AskedForm, FlagReason, Note, Person, Remarks, ReviewState, Said } from './opinions';
import type { Image, Message } from './project';
import type { Session, Visitor } from './session';

/** The lists that reviewers work through, in the order of their tabs. */
export const REVIEW_KINDS = [
  'FLAGGED',
  'DISAGREEING',
  'UNSURE',
  'SKIPPED',
  'WRITTEN',
  'ADJUDICATED',
  'CLOSED',
  'UNSEEN',
] as const;
export type ReviewKind = (typeof REVIEW_KINDS)[number];

/** Disagreement lies between 0 and this. */
export const MOST_DISAGREEMENT = 7;

/** Whether somebody may review in every project that they see; managers may in their own. */
export const mayReviewAll = ({ roles }: Session): boolean =>
  roles.includes('reviewer') || roles.includes('administrator');

export const mayReview = (visitor: Visitor): boolean =>
  visitor.manages || mayReviewAll(visitor) || visitor.roles.includes('engineer');

export interface ReviewRow {
  readonly id: string;
  readonly state: ReviewState;
  readonly question: string;
  readonly accepted: number;
  readonly ratingsPerItem: number;
  readonly disagreement: number;
  readonly verdicts: readonly Said[];
  readonly reasons: readonly FlagReason[];
  readonly unseen: number;
  readonly yours: boolean;
}

export interface ReviewCounts {
  readonly flagged: number;
  readonly disagreeing: number;
  readonly unsure: number;
  readonly skipped: number;
  readonly written: number;
  readonly adjudicated: number;
  readonly closed: number;
  readonly unseen: number;
}

export interface ReviewList {
  readonly counts: ReviewCounts;
  readonly items: readonly ReviewRow[];
  readonly next?: string | null | undefined;
}

export interface ReviewQuery {
  readonly project: string;
  readonly kind: ReviewKind;
  readonly least: number;
  readonly rater?: string | undefined;
  readonly after?: string | undefined;
}

export interface Opinion {
  readonly ratingId: string;
  readonly by: Person;
  readonly verdict: Said;
  readonly strength: number;
  readonly wasLeft: boolean;
  readonly ranking: readonly (readonly number[])[];
  readonly remarks: readonly Remarks[];
  readonly corrected?: number | null | undefined;
  readonly correction?: string | null | undefined;
  readonly demonstration?: string | null | undefined;
  readonly dwellMillis: number;
  readonly comment?: string | null | undefined;
  readonly at: string;
  readonly revisedAt?: string | null | undefined;
  /** Of a reviewer's verdict: the rating whose written answer is taken. */
  readonly accepted?: string | null | undefined;
  /** Why a reviewer did not take the written answer. */
  readonly refused?: string | null | undefined;
}

/** Which of the answers that people wrote is taken. */
export interface WrittenChoice {
  readonly accepted: string;
  /** As it was written, or as the reviewer would have it. */
  readonly demonstration: string;
  readonly comment?: string;
  readonly refusals: readonly { readonly rating: string; readonly reason: string }[];
}

export interface Flag {
  readonly id: string;
  readonly by: Person;
  readonly reason: FlagReason;
  readonly words?: string | null | undefined;
  readonly flaggedAt: string;
  readonly decidedAt?: string | null | undefined;
}

export interface ReviewItem {
  readonly id: string;
  readonly projectId: string;
  readonly state: ReviewState;
  readonly prompt: readonly Message[];
  readonly form: AskedForm;
  readonly answers: readonly string[];
  /** Of each answer. */
  readonly images: readonly (readonly Image[])[];
  readonly accepted: number;
  readonly ratingsPerItem: number;
  readonly disagreement: number;
  readonly ratings: readonly Opinion[];
  readonly adjudication?: Opinion | null | undefined;
  readonly flags: readonly Flag[];
  readonly notes: readonly Note[];
  readonly yours: boolean;
}

export interface Rater {
  readonly pseudonym: string;
  readonly name: string;
  readonly ratings: number;
  readonly skipped: number;
  readonly first: string;
  readonly last: string;
}

export interface VoidingPreview {
  readonly ratings: number;
  readonly skipped: number;
  readonly settled: number;
}

export interface Voiding {
  readonly id: string;
  readonly pseudonym: string;
  readonly name: string;
  readonly by: string;
  readonly since: string;
  readonly reason: string;
  readonly found: number;
  readonly voided: number;
  readonly reopened: number;
  readonly requestedAt: string;
  readonly finishedAt?: string | null | undefined;
  /** Absent where it was not taken back. */
  readonly reversal?:
    | {
        readonly by: string;
        readonly reason: string;
        readonly requestedAt: string;
        readonly restored: number;
        readonly keptOut: number;
        readonly finishedAt?: string | null | undefined;
      }
    | null
    | undefined;
}

/** How many there are of a kind. */
export function countOf(counts: ReviewCounts, kind: ReviewKind): number {
  switch (kind) {
    case 'FLAGGED':
      return counts.flagged;
    case 'DISAGREEING':
      return counts.disagreeing;
    case 'UNSURE':
      return counts.unsure;
    case 'SKIPPED':
      return counts.skipped;
    case 'WRITTEN':
      return counts.written;
    case 'ADJUDICATED':
      return counts.adjudicated;
    case 'CLOSED':
      return counts.closed;
    case 'UNSEEN':
      return counts.unseen;
  }
}

/** Those with whom a reviewer may write about an item: who rated, flagged or wrote. */
export function ratersOf(item: ReviewItem): readonly Person[] {
  const people = [
    ...item.ratings.map(({ by }) => by),
    ...item.flags.map(({ by }) => by),
    ...item.notes
      .filter(({ author, rater }) => author.pseudonym === rater)
      .map(({ author }) => author),
  ];
  return [...new Map(people.map((person) => [person.pseudonym, person])).values()];
}
