import type { Clock } from './clock';
import { newIdempotencyKey } from './idempotencyKey';

/** What was asked for last, under which key, when, and whether an answer came. */
interface Kept {
  readonly asked: string;
  readonly key: string;
  readonly at: number;
  readonly answered: boolean;
}

/** Where tabs of one browser see the same. */
export type SharedStore = Pick<Storage, 'getItem' | 'setItem'>;

/** Longer ago, nobody still waits for the answer: who asks the same wants it again. */
const WAITED_FOR_MS = 60 * 60 * 1000;

/**
 * Keys for what must be asked for once, however often it is sent: by two clicks, again after an answer that was lost, after a
 * reload, or by a second tab that stood open with the same. Who comes back and asks anew gets a new key.
 */
export class SharedAsk {
  private readonly openedAt: number;

  constructor(
    private readonly place: string,
    private readonly store: SharedStore,
    private readonly clock: Clock,
  ) {
    this.openedAt = clock.now();
  }

  /** The key of what is asked. */
  keyOf(asked: string): string {
    const kept = this.kept();
    if (kept?.asked === asked && this.isTheSame(kept)) {
      return kept.key;
    }
    const fresh = { asked, key: newIdempotencyKey(), at: this.clock.now(), answered: false };
    this.keep(fresh);
    return fresh.key;
  }

  /** The answer is here, or what was asked was refused for certain. */
  answered(key: string): void {
    const kept = this.kept();
    if (kept?.key === key) {
      this.keep({ ...kept, answered: true });
    }
  }

  /** It has no answer yet, or it was asked while this one stood open already. */
  private isTheSame({ at, answered }: Kept): boolean {
    return answered ? at >= this.openedAt : this.clock.now() - at < WAITED_FOR_MS;
  }

  private kept(): Kept | undefined {
    try {
      return JSON.parse(this.store.getItem(this.place) ?? 'null') as Kept | undefined;
    } catch {
      return undefined;
    }
  }

  private keep(kept: Kept): void {
    try {
      this.store.setItem(this.place, JSON.stringify(kept));
    } catch {
      // A full store: the key holds for this call only.
    }
  }
}
