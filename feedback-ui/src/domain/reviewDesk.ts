import type { History, HistoryQuery, OwnRating, Quality } from './history';
import type { FlagReason, NewOpinion, Note } from './opinions';
import type {
  Rater,
  ReviewItem,
  ReviewList,
  ReviewQuery,
  Voiding,
  VoidingPreview,
  WrittenChoice,
} from './review';

/**
 * What people ask about ratings that were given: their own, and as reviewers those of others.
 * Every method rejects with a `ProblemError` and with nothing else.
 */
export interface ReviewDesk {
  history(query: HistoryQuery): Promise<History>;
  /** Says something else; refused when the rating was changed since it was seen. */
  revise(rating: OwnRating, opinion: NewOpinion, key: string): Promise<void>;
  /** Without a reason only as long as it may be undone. */
  takeBack(ratingId: string, reason: string | undefined): Promise<void>;
  /** An item that was skipped or taken back is the next one at the desk. */
  again(ratingId: string): Promise<void>;
  quality(projectId: string): Promise<Quality>;

  flag(itemId: string, reason: FlagReason, words: string): Promise<void>;
  notes(itemId: string): Promise<readonly Note[]>;
  /** To the reviewers, or as a reviewer to a rater. */
  write(itemId: string, text: string, rater?: string): Promise<void>;
  seen(itemId: string, until: string): Promise<void>;
  unseen(): Promise<number>;

  list(query: ReviewQuery): Promise<ReviewList>;
  item(itemId: string): Promise<ReviewItem>;
  reviewed(itemId: string, until: string): Promise<void>;
  decide(itemId: string, decision: 'REOPEN' | 'CLOSE', reason: string): Promise<void>;
  adjudicate(itemId: string, opinion: NewOpinion): Promise<void>;
  /** Takes one of the answers that people wrote; why the others are not taken is told to who wrote them. */
  accept(itemId: string, choice: WrittenChoice): Promise<void>;
  revoke(itemId: string, reason: string): Promise<void>;

  raters(projectId: string): Promise<readonly Rater[]>;
  voidings(projectId: string): Promise<readonly Voiding[]>;
  preview(projectId: string, rater: string, since: string): Promise<VoidingPreview>;
  voidRatings(
    projectId: string,
    target: { readonly rater: string; readonly since: string; readonly reason: string },
    key: string,
  ): Promise<void>;
}
