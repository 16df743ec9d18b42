import type { Assignment } from '../domain/assignment';
import { emptyDraft, isEmpty } from '../domain/draft';
import type { Drafts } from '../domain/outbox';
import { sessionEnded, toProblem, type Problem } from '../domain/problem';
import type { FeedbackService } from '../domain/service';
import { Ahead } from './ahead';
import type { Clock } from './clock';
import type { DeskBoard } from './deskBoard';
import { heldIn, type Held, type Phase } from './deskState';
import type { Outbox } from './outbox';

export interface ItemTools {
  readonly service: FeedbackService;
  readonly clock: Clock;
  readonly drafts: Drafts;
  readonly outbox: Outbox;
}

/** The items that come to a desk: asked for, shown, renewed when their time is over, and given back. */
export class DeskItems {
  private readonly ahead: Ahead;

  constructor(
    private readonly projectId: string,
    private readonly tools: ItemTools,
    private readonly board: DeskBoard,
  ) {
    this.ahead = new Ahead(projectId, tools);
  }

  /** Shows what was handed out in advance; false when nothing was. */
  showAhead(): boolean {
    const next = this.ahead.take();
    if (next) {
      this.show(next);
    }
    return next !== undefined;
  }

  /** Asks for what is next on the desk. `before` is what lay there and may lie there still. */
  async takeNext(before?: Held): Promise<void> {
    const { board } = this;
    board.run += 1;
    const { run } = board;
    // The service may hand out now what it handed out in advance.
    this.ahead.drop();
    const { kind } = board.state.phase;
    if (kind !== 'empty' && kind !== 'failed') {
      board.enter({ kind: 'loading' });
    }
    const waiting = this.tools.outbox.waiting(this.projectId);
    if (waiting.length > 1) {
      board.enter({ kind: 'waiting' });
      return;
    }
    try {
      // What waits under a lease is rated: the service shall hand out another one.
      const lease = waiting[0]?.assignment.leaseId;
      const assignment = await this.tools.service.next(this.projectId, lease);
      if (run === board.run) {
        await this.onTaken(assignment, before);
      }
    } catch (thrown) {
      this.onFailed(run, toProblem(thrown));
    }
  }

  /** Asks for what comes after the item on the desk, once nothing is on its way that the service would hand out again. */
  async fetchAhead(): Promise<void> {
    const held = heldIn(this.board.state.phase);
    if (held && this.tools.outbox.waiting(this.projectId).length === 0) {
      await this.ahead.fetch(held.assignment.leaseId);
    }
  }

  watchExpiry(held: Held): void {
    if (held.clockTrusted) {
      const left = held.assignment.expiresAt - this.tools.clock.now();
      this.board.after(left, () => this.takeNext(heldIn(this.board.state.phase)));
    }
  }

  /** The person must sign in again; what is on the desk stays there. */
  endedSession(problem: Problem, phase: Phase = { kind: 'failed', problem }): boolean {
    if (sessionEnded(problem)) {
      this.board.enter(phase);
      this.board.update({ ...this.board.state, signedOut: true });
      return true;
    }
    return false;
  }

  /** Others may have what was handed out in advance; with `all`, also what is on the desk. */
  async giveBack(all: boolean): Promise<void> {
    const held = all ? heldIn(this.board.state.phase)?.assignment : undefined;
    const leases = [held, this.ahead.drop()].flatMap((one) => (one ? [one.leaseId] : []));
    await Promise.all(
      leases.map((lease) => this.tools.service.giveBack(lease).catch(() => undefined)),
    );
  }

  private async onTaken(assignment: Assignment | undefined, before?: Held): Promise<void> {
    if (assignment) {
      this.show(assignment, before);
      await this.fetchAhead();
    } else {
      this.board.enter({ kind: 'empty' });
      this.board.later(() => this.takeNext());
    }
  }

  private onFailed(run: number, problem: Problem): void {
    if (run === this.board.run && !this.endedSession(problem)) {
      this.board.enter({ kind: 'failed', problem });
      this.board.later(() => this.takeNext());
    }
  }

  private show(assignment: Assignment, before?: Held): void {
    const { clock, drafts } = this.tools;
    const { state } = this.board;
    const draft = drafts.of(assignment) ?? emptyDraft(assignment.answers.length);
    const same = before?.assignment.leaseId === assignment.leaseId;
    const held: Held = same
      ? { ...before, assignment, clockTrusted: before.assignment.expiresAt < assignment.expiresAt }
      : { assignment, draft, shownAt: clock.now(), clockTrusted: true };
    if (before && !same) {
      this.board.tell({ notice: { kind: 'leaseOver' } });
    } else if (!same && !isEmpty(draft) && !state.notice && !state.fault) {
      this.board.tell({ notice: { kind: 'draftBack' } });
    }
    this.board.worked();
    this.board.enter({ kind: 'open', held });
    this.watchExpiry(held);
  }
}
