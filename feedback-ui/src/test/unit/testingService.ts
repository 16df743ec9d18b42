import type { Assignment, Receipt } from '../../domain/assignment';
import type { Rating } from '../../domain/draft';
import { PLAIN_FORM, type Form } from '../../domain/form';
import { ProblemError, problemOf, type Problem } from '../../domain/problem';
import type { ImportResult, NewPrompt, Progress, Project } from '../../domain/project';
import type { FeedbackService, NewProject } from '../../domain/service';
import type { Session } from '../../domain/session';

export const LEASE_MS = 600_000;
export const UNDO_MS = 30_000;

export interface SentRating {
  readonly leaseId: string;
  readonly rating: Rating;
  readonly key: string;
}

interface Lease {
  readonly leaseId: string;
  readonly itemId: string;
  expiresAt: number;
}

/** A service in memory that follows the contract: leases, replayed keys, undo. Failures are ordered one by one. */
export class TestingService implements FeedbackService {
  readonly sent: SentRating[] = [];
  readonly accepted = new Map<string, { readonly itemId: string; readonly rating: Rating }>();
  readonly givenBack: string[] = [];
  form: Form = PLAIN_FORM;
  answers: readonly string[] = ['left', 'right'];
  readonly created: string[] = [];
  private readonly byKey = new Map<string, Receipt>();
  private readonly failures = new Map<string, { problem: Problem; afterwards: boolean }[]>();
  private leases: Lease[] = [];
  private count = 0;

  constructor(
    public items: string[],
    private readonly now: () => number,
  ) {}

  /** The next call of `method` fails; with `afterwards` it does its work first, as when an answer gets lost. */
  failNext(method: keyof FeedbackService | 'ahead', problem: Problem, afterwards = false): void {
    this.failures.set(method, [...(this.failures.get(method) ?? []), { problem, afterwards }]);
  }

  next(_: string, ahead?: string): Promise<Assignment | undefined> {
    return this.perform(ahead === undefined ? 'next' : 'ahead', () => {
      this.leases = this.leases.filter(({ expiresAt }) => expiresAt > this.now());
      const lease = this.leases.find(({ leaseId }) => leaseId !== ahead) ?? this.grant();
      return (
        lease && {
          ...lease,
          prompt: [],
          form: this.form,
          answers: this.answers,
          images: [],
          guidelines: '',
          guidelinesVersion: 1,
        }
      );
    });
  }

  private grant(): Lease | undefined {
    const taken = [...this.accepted.values(), ...this.leases].map(({ itemId }) => itemId);
    const itemId = this.items.find((item) => !taken.includes(item));
    if (itemId === undefined) {
      return undefined;
    }
    const leaseId = `lease-${String(++this.count)}`;
    const lease = { leaseId, itemId, expiresAt: this.now() + LEASE_MS };
    this.leases.push(lease);
    return lease;
  }

  giveBack(leaseId: string): Promise<void> {
    return this.perform('giveBack', () => {
      this.givenBack.push(leaseId);
      this.leases = this.leases.filter((lease) => lease.leaseId !== leaseId);
    });
  }

  rate(leaseId: string, rating: Rating, key: string): Promise<Receipt> {
    this.sent.push({ leaseId, rating, key });
    return this.perform('rate', () => {
      const replayed = this.byKey.get(key);
      if (replayed) {
        return replayed;
      }
      const lease = this.leases.find((one) => one.leaseId === leaseId);
      if (!lease || lease.expiresAt <= this.now()) {
        throw new ProblemError(problemOf(410, { code: 'lease-expired', detail: 'Lease over.' }));
      }
      const receipt = { ratingId: `rating-${key}`, undoUntil: this.now() + UNDO_MS };
      this.accepted.set(receipt.ratingId, { itemId: lease.itemId, rating });
      this.byKey.set(key, receipt);
      this.leases = this.leases.filter((one) => one !== lease);
      return receipt;
    });
  }

  withdraw(ratingId: string): Promise<void> {
    return this.perform('withdraw', () => {
      this.accepted.delete(ratingId);
      this.leases = [];
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

  signOut(): Promise<string | undefined> {
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
