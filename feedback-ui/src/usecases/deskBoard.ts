import { without } from '../domain/without';
import type { Clock } from './clock';
import type { DeskState, Fault, Notice, Phase } from './deskState';

const FIRST_WAIT_MS = 4_000;
const LONGEST_WAIT_MS = 30_000;

/** What a desk shows at a moment, who looks at it, and what it does by itself next. */
export class DeskBoard {
  state: DeskState = { phase: { kind: 'loading' }, waiting: 0, signedOut: false };
  /** Answers to questions of before (the view was closed, the item is another) are ignored. */
  run = 0;
  private readonly listeners = new Set<() => void>();
  private cancelTimer: () => void = () => undefined;
  private wait = FIRST_WAIT_MS;

  constructor(private readonly clock: Clock) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  update(state: DeskState): void {
    this.state = state;
    this.listeners.forEach((listener) => {
      listener();
    });
  }

  enter(phase: Phase): void {
    this.cancel();
    this.update({ ...this.state, phase });
  }

  /** Says something in place of what was said before. */
  tell(said: { readonly notice?: Notice; readonly fault?: Fault }): void {
    this.update({ ...without(this.state, 'notice', 'fault'), ...said });
  }

  after(delay: number, action: () => Promise<void>): void {
    this.cancel();
    this.cancelTimer = this.clock.after(Math.max(0, delay), () => void action());
  }

  /** Does it again in a while, which is longer each time until something has worked. */
  later(action: () => Promise<void>): void {
    this.after(this.wait, action);
    this.wait = Math.min(LONGEST_WAIT_MS, this.wait * 1.5);
  }

  worked(): void {
    this.wait = FIRST_WAIT_MS;
  }

  cancel(): void {
    this.cancelTimer();
  }
}
