import type { Assignment, Receipt } from './assignment';
import type { Rating } from './draft';
import type { Form } from './form';
import type { ImportResult, NewPrompt, Progress, Project } from './project';
import type { Session } from './session';

/**
 * What the page needs of the feedback service; `api/` speaks HTTP, tests speak from memory.
 * Every method rejects with a `ProblemError` and with nothing else.
 */
export interface FeedbackService {
  /** Who is signed in, or undefined. */
  whoAmI(): Promise<Session | undefined>;
  signIn(name: string, password: string): Promise<Session>;
  changePassword(current: string, next: string): Promise<void>;
  /** Where the browser goes to be signed out at the provider, too; undefined when there is none. */
  signOut(): Promise<string | undefined>;
  projects(): Promise<readonly Project[]>;
  progress(projectId: string): Promise<Progress>;
  /**
   * The next item under a lease, or undefined when nothing is left for this person now. With `ahead`, a lease that they hold, the one
   * that comes after its item.
   */
  next(projectId: string, ahead?: string): Promise<Assignment | undefined>;
  /** Others may have the item at once. */
  giveBack(leaseId: string): Promise<void>;
  /** The same `idempotencyKey` with the same rating counts once, however often it is sent. */
  rate(leaseId: string, rating: Rating, idempotencyKey: string): Promise<Receipt>;
  withdraw(ratingId: string): Promise<void>;
  createProject(project: NewProject, idempotencyKey: string): Promise<Project>;
  addPrompts(projectId: string, prompts: readonly NewPrompt[], key: string): Promise<ImportResult>;
}

export interface NewProject {
  readonly name: string;
  readonly guidelines: string;
  readonly ratingsPerItem: number;
  readonly form: Form;
}
