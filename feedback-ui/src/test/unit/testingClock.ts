import type { Clock } from '../../usecases/clock';

interface Timer {
  readonly at: number;
  readonly action: () => void;
}

/** A clock that stands still until the test turns it. */
export class TestingClock implements Clock {
  private time = 1_000_000;
  private timers: Timer[] = [];

  readonly now = (): number => this.time;

  after(delay: number, action: () => void): () => void {
    const timer = { at: this.time + delay, action };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  /** How long until the next timer rings; undefined when none is set. */
  untilNext(): number | undefined {
    return this.timers.length === 0
      ? undefined
      : Math.min(...this.timers.map(({ at }) => at)) - this.time;
  }

  /** Turns the clock and lets everything that rings finish. */
  async turn(milliseconds: number): Promise<void> {
    this.time += milliseconds;
    const due = this.timers.filter(({ at }) => at <= this.time);
    this.timers = this.timers.filter(({ at }) => at > this.time);
    due.forEach(({ action }) => {
      action();
    });
    await settled();
  }
}

/** Waits until every promise that needs no clock has settled. */
export async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
