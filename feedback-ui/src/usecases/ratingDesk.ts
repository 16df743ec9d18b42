import { SHORTEST_LOOK_MS, type Assignment } from '../domain/assignment';
import { outcomeUnknown, sessionEnded, toProblem, type Problem } from '../domain/problem';
import type { FeedbackService } from '../domain/service';
import { describe, judgementOf, type Choice, type Judgement } from '../domain/verdict';
import type { Clock } from './clock';
import type { Drafts } from './drafts';
import { heldIn, type DeskState, type Held, type Phase } from './deskState';

const FIRST_WAIT_MS = 4_000;
const LONGEST_WAIT_MS = 30_000;
/** The pair is gone for this person (lease over, item complete or withdrawn): the next one is due. */
const PAIR_GONE = [404, 409, 410, 422];

export interface DeskTools {
  readonly service: FeedbackService;
  readonly clock: Clock;
  readonly drafts: Drafts;
  readonly newKey: () => string;
  readonly onSessionEnded: (problem: Problem) => void;
}

/**
 * One person's desk in one project: takes pairs, sends ratings, takes them back, and survives lost connections.
 * Its state is a value that views subscribe to; every method may be called at any time and does nothing when the
 * phase does not allow it, so that no key or click can act on a pair that is not on the screen.
 */
export class RatingDesk {
  private state: DeskState = { phase: { kind: 'loading' } };
  private readonly listeners = new Set<() => void>();
  private cancelTimer: () => void = () => undefined;
  private wait = FIRST_WAIT_MS;
  /** Answers to requests of an earlier run (the view was closed) are ignored. */
  private run = 0;

  constructor(
    private readonly projectId: string,
    private readonly tools: DeskTools,
  ) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly current = (): DeskState => this.state;

  async start(): Promise<void> {
    this.run += 1;
    this.update({ phase: { kind: 'loading' } });
    await Promise.all([this.takeNext(), this.refreshProgress()]);
  }

  stop(): void {
    this.run += 1;
    this.cancelTimer();
  }

  /** Sends a verdict on the pair on the desk, at most once per pair. */
  async rate(choice: Choice): Promise<void> {
    const { phase } = this.state;
    if (phase.kind !== 'open' || this.tools.clock.now() - phase.held.shownAt < SHORTEST_LOOK_MS) {
      return;
    }
    await this.send(phase.held, judgementOf(choice, phase.held.draft));
  }

  /** Keeps what the person writes about the pair on the desk, until it has arrived with their verdict. */
  write(draft: string): void {
    const { phase } = this.state;
    if (phase.kind === 'open') {
      this.tools.drafts.keep(phase.held.assignment.itemId, draft);
      this.update({ ...this.state, phase: { kind: 'open', held: { ...phase.held, draft } } });
    }
  }

  /** Takes the last rating back while the service allows it. */
  async undo(): Promise<void> {
    const { last, phase } = this.state;
    const busy = phase.kind === 'loading' || phase.kind === 'sending' || phase.kind === 'unsent';
    if (busy || !last || this.tools.clock.now() >= last.receipt.undoUntil) {
      return;
    }
    const run = this.run;
    this.enter({ kind: 'loading' });
    try {
      await this.tools.service.withdraw(last.receipt.ratingId);
    } catch (thrown) {
      this.onUndoFailed(run, toProblem(thrown), phase);
      return;
    }
    if (run === this.run) {
      this.tools.drafts.keep(last.itemId, last.choice.comment ?? '');
      this.forgetLast({ notice: `Taken back: ${describe(last.choice)}.` });
      await Promise.all([this.takeNext(), this.refreshProgress()]);
    }
  }

  /** Repeats what failed: the same rating with the same key, or the question for the next pair. */
  async retry(): Promise<void> {
    const { phase } = this.state;
    if (phase.kind === 'unsent') {
      await this.send(phase.held, phase.choice);
    } else if (phase.kind === 'failed' || phase.kind === 'empty') {
      await Promise.all([this.takeNext(), this.refreshProgress()]);
    }
  }

  private async send(held: Held, choice: Judgement): Promise<void> {
    const run = this.run;
    this.enter({ kind: 'sending', held, choice });
    this.tell({});
    try {
      const { leaseId, itemId } = held.assignment;
      const receipt = await this.tools.service.rate(leaseId, choice, held.idempotencyKey);
      if (run !== this.run) {
        return;
      }
      this.tools.drafts.keep(itemId, '');
      this.update({ ...this.state, last: { receipt, itemId, choice } });
      this.wait = FIRST_WAIT_MS;
    } catch (thrown) {
      await this.onSendFailed(run, { held, choice, problem: toProblem(thrown) });
      return;
    }
    await Promise.all([this.takeNext(), this.refreshProgress()]);
  }

  private async onSendFailed(
    run: number,
    failed: { held: Held; choice: Judgement; problem: Problem },
  ): Promise<void> {
    const { held, choice, problem } = failed;
    if (run !== this.run || this.endedSession(problem)) {
      return;
    }
    if (outcomeUnknown(problem)) {
      this.enter({ kind: 'unsent', held, choice, problem });
      this.retryLater();
    } else if (PAIR_GONE.includes(problem.status)) {
      this.tell({ notice: `${problem.sentence} Here is the next pair.` });
      await Promise.all([this.takeNext(), this.refreshProgress()]);
    } else {
      // Refused for certain: nothing is stored, so another verdict is another request with another key.
      this.tell({ alert: problem.sentence });
      this.enter({ kind: 'open', held: { ...held, idempotencyKey: this.tools.newKey() } });
      this.watchExpiry(held);
    }
  }

  private onUndoFailed(run: number, problem: Problem, phase: Phase): void {
    if (run !== this.run || this.endedSession(problem)) {
      return;
    }
    if (outcomeUnknown(problem)) {
      this.tell({ alert: problem.sentence });
    } else {
      this.forgetLast({ alert: problem.sentence });
    }
    this.enter(phase);
    const held = heldIn(phase);
    if (held) {
      this.watchExpiry(held);
    } else {
      this.retryLater();
    }
  }

  private async takeNext(before?: Held): Promise<void> {
    const run = this.run;
    const waiting = this.state.phase.kind === 'empty' || this.state.phase.kind === 'failed';
    if (!waiting) {
      this.enter({ kind: 'loading' });
    }
    try {
      const assignment = await this.tools.service.next(this.projectId);
      if (run === this.run) {
        this.show(assignment, before);
      }
    } catch (thrown) {
      const problem = toProblem(thrown);
      if (run === this.run && !this.endedSession(problem)) {
        this.enter({ kind: 'failed', problem });
        this.retryLater();
      }
    }
  }

  private show(assignment: Assignment | undefined, before: Held | undefined): void {
    if (!assignment) {
      this.enter({ kind: 'empty' });
      this.retryLater();
      return;
    }
    const draft = this.tools.drafts.of(assignment.itemId);
    const sameLease = before?.assignment.leaseId === assignment.leaseId;
    const held: Held = sameLease
      ? {
          ...before,
          assignment,
          draft,
          clockTrusted: before.assignment.expiresAt < assignment.expiresAt,
        }
      : {
          assignment,
          draft,
          idempotencyKey: this.tools.newKey(),
          shownAt: this.tools.clock.now(),
          clockTrusted: true,
        };
    if (before && !sameLease) {
      this.tell({
        notice: 'The time for that pair ran out, so it went back. Here is the next pair.',
      });
    }
    this.wait = FIRST_WAIT_MS;
    this.enter({ kind: 'open', held });
    this.watchExpiry(held);
  }

  private watchExpiry(held: Held): void {
    if (!held.clockTrusted) {
      return;
    }
    this.timer(held.assignment.expiresAt - this.tools.clock.now(), () => this.takeNext(held));
  }

  private retryLater(): void {
    this.timer(this.wait, () => this.retry());
    this.wait = Math.min(LONGEST_WAIT_MS, this.wait * 1.5);
  }

  private timer(delay: number, action: () => Promise<void>): void {
    this.cancelTimer();
    this.cancelTimer = this.tools.clock.after(Math.max(0, delay), () => void action());
  }

  /** Progress is an ornament: when it cannot be had, the last one stays and the rating goes on. */
  private async refreshProgress(): Promise<void> {
    const run = this.run;
    const progress = await this.tools.service.progress(this.projectId).catch(() => undefined);
    if (run === this.run && progress) {
      this.update({ ...this.state, progress });
    }
  }

  private endedSession(problem: Problem): boolean {
    if (sessionEnded(problem)) {
      this.stop();
      this.tools.onSessionEnded(problem);
      return true;
    }
    return false;
  }

  private tell(message: { notice?: string; alert?: string }): void {
    const { phase, progress, last } = this.state;
    this.update({ phase, ...(progress && { progress }), ...(last && { last }), ...message });
  }

  private forgetLast(message: { notice?: string; alert?: string }): void {
    const { phase, progress } = this.state;
    this.update({ phase, ...(progress && { progress }), ...message });
  }

  private enter(phase: Phase): void {
    this.cancelTimer();
    this.update({ ...this.state, phase });
  }

  private update(state: DeskState): void {
    this.state = state;
    this.listeners.forEach((listener) => {
      listener();
    });
  }
}
