import type { Receipt } from '../domain/assignment';
import type { Entry, OutboxStore, Tabs } from '../domain/outbox';
import { outcomeUnknown, sessionEnded, toProblem, type Problem } from '../domain/problem';
import type { FeedbackService } from '../domain/service';
import type { Clock } from './clock';

const FIRST_WAIT_MS = 4_000;
const LONGEST_WAIT_MS = 30_000;

export interface OutboxTools {
  readonly service: FeedbackService;
  readonly store: OutboxStore;
  readonly tabs: Tabs;
  readonly clock: Clock;
  /** Whose ratings these are. */
  readonly owner: string;
}

/** What became of a rating. `refused` is for certain: the service does not have it. */
export type OutboxNews =
  | { readonly kind: 'accepted'; readonly entry: Entry }
  | { readonly kind: 'refused'; readonly entry: Entry; readonly problem: Problem }
  /** Something is another now: how many wait, or why they do. */
  | { readonly kind: 'changed' };

export interface OutboxState {
  readonly entries: readonly Entry[];
  /** Why ratings wait; absent while they are on their way. */
  readonly problem?: Problem;
  /** The person must sign in before anything can be sent. */
  readonly signedOut: boolean;
}

/**
 * Ratings on their way. Each is kept on the device before it is sent, and sent until the service says what became of it, across
 * reloads, crashes and lost connections; one tab sends at a time, in the order in which they were given.
 */
export class Outbox {
  private state: OutboxState = { entries: [], signedOut: false };
  private readonly listeners = new Set<(news: OutboxNews) => void>();
  private cancelTimer: () => void = () => undefined;
  private stopHearing: () => void = () => undefined;
  private wait = FIRST_WAIT_MS;

  constructor(private readonly tools: OutboxTools) {}

  readonly current = (): OutboxState => this.state;

  readonly subscribe = (listener: (news: OutboxNews) => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Finds what was kept, and sends what waits. */
  async open(): Promise<void> {
    this.stopHearing();
    this.stopHearing = this.tools.tabs.hear((message) => {
      if (message.kind === 'changed') {
        void this.reload();
      }
    });
    await this.reload();
  }

  close(): void {
    this.cancelTimer();
    this.stopHearing();
  }

  /** The ratings of a project that the service has not said to have. */
  waiting(projectId: string): readonly Entry[] {
    return this.state.entries.filter((one) => one.projectId === projectId && !one.receipt);
  }

  /** The rating of a project that was given last, while it can be taken back. */
  last(projectId: string): Entry | undefined {
    return this.state.entries.filter((one) => one.projectId === projectId).at(-1);
  }

  /**
   * Keeps a rating: once this resolves it is not lost.
   *
   * @returns false when the browser keeps nothing, so that it is lost with the page
   */
  async keep(entry: Entry): Promise<boolean> {
    const kept = await this.tools.store.put(entry);
    this.tools.tabs.tell({ kind: 'changed' });
    this.set({ ...this.state, entries: [...this.state.entries, entry] });
    return kept;
  }

  /** Sends what waits, now. */
  async flush(): Promise<void> {
    this.cancelTimer();
    await this.tools.tabs.alone(this.lockName(), () => this.sendAll());
  }

  /** The person has signed in again. */
  async resume(): Promise<void> {
    this.wait = FIRST_WAIT_MS;
    this.set({ entries: this.state.entries, signedOut: false });
    await this.flush();
  }

  /**
   * Takes a rating back. One that may have arrived is sent once more under its key, so that the service says which it is.
   *
   * @returns what was taken back; undefined when there was nothing left to take back
   */
  async takeBack(key: string): Promise<Entry | undefined> {
    return this.tools.tabs.alone(this.lockName(), async () => {
      await this.reload();
      const entry = this.state.entries.find((one) => one.key === key);
      if (!entry) {
        return undefined;
      }
      if (entry.receipt !== undefined || entry.sent) {
        const receipt = entry.receipt ?? (await this.send(entry));
        await this.tools.service.withdraw(receipt.ratingId);
      }
      await this.forget([entry]);
      return entry;
    });
  }

  /** A rating that cannot be taken back any more is no concern of this device. */
  async forget(entries: readonly Entry[]): Promise<void> {
    if (entries.length === 0) {
      return;
    }
    await Promise.all(entries.map(({ key }) => this.tools.store.remove(key)));
    const gone = new Set(entries.map(({ key }) => key));
    this.set({ ...this.state, entries: this.state.entries.filter(({ key }) => !gone.has(key)) });
    this.tools.tabs.tell({ kind: 'changed' });
  }

  private lockName(): string {
    return `attune.outbox.${this.tools.owner}`;
  }

  private async sendAll(): Promise<void> {
    // Another tab may have sent in the meantime.
    await this.reload();
    for (;;) {
      const entry = this.state.entries.find((one) => !one.receipt);
      if (!entry || !(await this.sendOne(entry))) {
        return;
      }
    }
  }

  /** Whether the next one can be sent. */
  private async sendOne(entry: Entry): Promise<boolean> {
    try {
      const receipt = await this.send(entry);
      await this.accept({ ...entry, sent: true, receipt });
      return true;
    } catch (thrown) {
      const problem = toProblem(thrown);
      if (sessionEnded(problem)) {
        this.set({ entries: this.state.entries, problem, signedOut: true });
        return false;
      }
      if (outcomeUnknown(problem) || problem.status === 429) {
        this.set({ ...this.state, problem });
        this.retryLater();
        return false;
      }
      await this.forget([entry]);
      this.say({ kind: 'refused', entry, problem });
      return true;
    }
  }

  private async send(entry: Entry): Promise<Receipt> {
    const { service, store } = this.tools;
    const request = service.rate(entry.assignment.leaseId, entry.rating, entry.key);
    try {
      return await request;
    } catch (thrown) {
      if (!entry.sent && outcomeUnknown(toProblem(thrown))) {
        const sent = { ...entry, sent: true };
        await store.put(sent);
        this.replace(sent);
      }
      throw thrown;
    }
  }

  /** The service has it. Only the last one of a project can be taken back, so those before it go. */
  private async accept(entry: Entry): Promise<void> {
    this.wait = FIRST_WAIT_MS;
    await this.tools.store.put(entry);
    const { entries, signedOut } = this.state;
    this.state = { entries, signedOut };
    this.replace(entry);
    const before = entries.filter(
      (one) => one.receipt && one.projectId === entry.projectId && one.key !== entry.key,
    );
    await this.forget(before);
    this.tools.tabs.tell({ kind: 'changed' });
    this.say({ kind: 'accepted', entry });
  }

  private replace(entry: Entry): void {
    const entries = this.state.entries.map((one) => (one.key === entry.key ? entry : one));
    this.set({ ...this.state, entries });
  }

  private async reload(): Promise<void> {
    const kept = await this.tools.store.all(this.tools.owner);
    const now = this.tools.clock.now();
    const over = kept.filter(({ receipt }) => receipt && receipt.undoUntil <= now);
    await Promise.all(over.map(({ key }) => this.tools.store.remove(key)));
    const entries = kept.filter((entry) => !over.includes(entry));
    this.set({ ...this.state, entries: [...entries].sort((one, other) => one.at - other.at) });
  }

  private retryLater(): void {
    this.cancelTimer();
    this.cancelTimer = this.tools.clock.after(this.wait, () => void this.flush());
    this.wait = Math.min(LONGEST_WAIT_MS, this.wait * 1.5);
  }

  private set(state: OutboxState): void {
    this.state = state;
    this.say({ kind: 'changed' });
  }

  private say(news: OutboxNews): void {
    this.listeners.forEach((listener) => {
      listener(news);
    });
  }
}
