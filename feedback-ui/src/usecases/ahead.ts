import type { Assignment } from '../domain/assignment';
import type { FeedbackService } from '../domain/service';
import type { Clock } from './clock';

/** With less time left than this, what was handed out in advance is not worth beginning. */
const SHORTEST_MS = 15_000;

interface AheadTools {
  readonly service: FeedbackService;
  readonly clock: Clock;
}

/** The item that comes after the one on the desk, handed out in advance so that it is shown without waiting. */
export class Ahead {
  private next: { readonly assignment: Assignment; readonly at: number } | undefined;
  /** An answer to an older question is not the one that is wanted. */
  private asked = 0;

  constructor(
    private readonly projectId: string,
    private readonly tools: AheadTools,
  ) {}

  /** Asks for what comes after the item of `leaseId`, unless it is here. What goes wrong costs time only. */
  async fetch(leaseId: string): Promise<void> {
    if (this.next) {
      return;
    }
    this.asked += 1;
    const { asked } = this;
    const assignment = await this.tools.service
      .next(this.projectId, leaseId)
      .catch(() => undefined);
    if (asked === this.asked && assignment && assignment.leaseId !== leaseId) {
      this.next = { assignment, at: this.tools.clock.now() };
    }
  }

  /** What comes next, with the time that it has from now on: the service lets it begin when its turn comes. */
  take(): Assignment | undefined {
    const next = this.next;
    this.drop();
    const now = this.tools.clock.now();
    if (!next || next.assignment.expiresAt - now < SHORTEST_MS) {
      return undefined;
    }
    return { ...next.assignment, expiresAt: next.assignment.expiresAt + now - next.at };
  }

  drop(): Assignment | undefined {
    const dropped = this.next?.assignment;
    this.next = undefined;
    this.asked += 1;
    return dropped;
  }
}
