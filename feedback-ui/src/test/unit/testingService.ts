import type { Assignment, Receipt } from '../../domain/assignment';
import { ProblemError, problemOf, type Problem } from '../../domain/problem';
import type { ImportResult, NewPrompt, Progress, Project } from '../../domain/project';
import type { FeedbackService, NewProject } from '../../domain/service';
import type { Session } from '../../domain/session';
import type { Judgement } from '../../domain/verdict';

export const LEASE_MS = 600_000;
export const UNDO_MS = 30_000;

export interface SentRating {
  readonly leaseId: string;
  readonly choice: Judgement;
  readonly key: string;
}

/** A service in memory that follows the contract: leases, replayed keys, undo. Failures are ordered one by one. */
export class TestingService implements FeedbackService {
  readonly sent: SentRating[] = [];
  readonly accepted = new Map<string, { readonly itemId: string; readonly choice: Judgement }>();
  readonly created: string[] = [];
  private readonly byKey = new Map<string, Receipt>();
  private readonly failures = new Map<string, { problem: Problem; afterwards: boolean }[]>();
  private lease: { leaseId: string; itemId: string; expiresAt: number } | undefined;
  private count = 0;

  constructor(
    public items: string[],
    private readonly now: () => number,
  ) {}

  /** The next call of `method` fails; with `afterwards` it does its work first, as when an answer gets lost. */
  failNext(method: keyof FeedbackService, problem: Problem, afterwards = false): void {
    this.failures.set(method, [...(this.failures.get(method) ?? []), { problem, afterwards }]);
  }

  next(): Promise<Assignment | undefined> {
    return this.perform('next', () => {
      if (!this.lease || this.lease.expiresAt <= this.now()) {
        const rated = [...this.accepted.values()].map(({ itemId }) => itemId);
        const itemId = this.items.find((item) => !rated.includes(item));
        const leaseId = `lease-${String(++this.count)}`;
        this.lease = itemId ? { leaseId, itemId, expiresAt: this.now() + LEASE_MS } : undefined;
      }
      return (
        this.lease && { ...this.lease, prompt: [], left: 'left', right: 'right', guidelines: '' }
      );
    });
  }

  rate(leaseId: string, choice: Judgement, key: string): Promise<Receipt> {
    this.sent.push({ leaseId, choice, key });
    return this.perform('rate', () => {
      const replayed = this.byKey.get(key);
      if (replayed) {
        return replayed;
      }
      if (this.lease?.leaseId !== leaseId || this.lease.expiresAt <= this.now()) {
        throw new ProblemError(problemOf(410, { code: 'lease-expired', detail: 'Lease over.' }));
      }
      const receipt = { ratingId: `rating-${key}`, undoUntil: this.now() + UNDO_MS };
      this.accepted.set(receipt.ratingId, { itemId: this.lease.itemId, choice });
      this.byKey.set(key, receipt);
      this.lease = undefined;
      return receipt;
    });
  }

  withdraw(ratingId: string): Promise<void> {
    return this.perform('withdraw', () => {
      this.accepted.delete(ratingId);
      this.lease = undefined;
    });
  }

  progress(): Promise<Progress> {
    const [items, settled] = [this.items.length, this.accepted.size];
    return this.perform('progress', () => ({
      items,
      settled,
      open: items - settled,
      mine: settled,
      left: items - settled,
    }));
  }

  whoAmI(): Promise<Session | undefined> {
    return this.perform('whoAmI', () => undefined);
  }

  signIn(name: string, password: string): Promise<Session> {
    return this.perform('signIn', () => ({
      id: `id-of-${name}`,
      name,
      roles: ['annotator'],
      mustChangePassword: password === 'once',
    }));
  }

  changePassword(): Promise<void> {
    return this.perform('changePassword', () => undefined);
  }

  signOut(): Promise<void> {
    return this.perform('signOut', () => undefined);
  }

  projects(): Promise<readonly Project[]> {
    return this.perform('projects', () => []);
  }

  createProject(project: NewProject, key: string): Promise<Project> {
    return this.perform('createProject', () => {
      this.created.push(key);
      return { id: `project-${key}`, name: project.name, guidelines: project.guidelines };
    });
  }

  addPrompts(_: string, prompts: readonly NewPrompt[]): Promise<ImportResult> {
    return this.perform('addPrompts', () => ({ added: prompts.length, rejected: [] }));
  }

  private async perform<T>(method: string, work: () => T): Promise<T> {
    await Promise.resolve();
    const failure = this.failures.get(method)?.shift();
    if (failure && !failure.afterwards) {
      throw new ProblemError(failure.problem);
    }
    const result = work();
    if (failure) {
      throw new ProblemError(failure.problem);
    }
    return result;
  }
}
