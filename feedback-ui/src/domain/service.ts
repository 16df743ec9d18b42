import type { Assignment, Receipt } from './assignment';
import type { ImportResult, NewPrompt, Progress, Project } from './project';
import type { Session } from './session';
import type { Judgement } from './verdict';

/**
 * What the page needs of the feedback service; `api/` speaks HTTP, tests speak from memory.
 * Every method rejects with a `ProblemError` and with nothing else.
 */
export interface FeedbackService {
  /** Who is signed in, or undefined. */
  whoAmI(): Promise<Session | undefined>;
  signIn(name: string, password: string): Promise<Session>;
  changePassword(current: string, next: string): Promise<void>;
  signOut(): Promise<void>;
  projects(): Promise<readonly Project[]>;
  progress(projectId: string): Promise<Progress>;
  /** The next pair under a lease, or undefined when nothing is left for this person now. */
  next(projectId: string): Promise<Assignment | undefined>;
  /** The same `idempotencyKey` with the same judgement counts once, however often it is sent. */
  rate(leaseId: string, judgement: Judgement, idempotencyKey: string): Promise<Receipt>;
  withdraw(ratingId: string): Promise<void>;
  createProject(project: NewProject, idempotencyKey: string): Promise<Project>;
  addPrompts(projectId: string, prompts: readonly NewPrompt[], key: string): Promise<ImportResult>;
}

export interface NewProject {
  readonly name: string;
  readonly guidelines: string;
  readonly ratingsPerItem: number;
}
