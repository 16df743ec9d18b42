import type { Assignment } from '../../domain/assignment';
import type { Draft } from '../../domain/draft';
import { isEmpty } from '../../domain/draft';
import type { Drafts, Entry, OutboxStore, TabMessage, Tabs } from '../../domain/outbox';

/** What a device keeps, in memory; it outlives a desk as the real one outlives a reload. Its tabs hear each other. */
export class TestingDevice implements OutboxStore, Drafts {
  readonly entries = new Map<string, Entry>();
  readonly begun = new Map<string, Draft>();
  keeps = true;
  private readonly open: { listener: ((message: TabMessage) => void)[] }[] = [];
  private queue: Promise<unknown> = Promise.resolve();

  all(owner: string): Promise<readonly Entry[]> {
    return Promise.resolve([...this.entries.values()].filter((entry) => entry.owner === owner));
  }

  put(entry: Entry): Promise<boolean> {
    this.entries.set(entry.key, entry);
    return Promise.resolve(this.keeps);
  }

  remove(key: string): Promise<void> {
    this.entries.delete(key);
    return Promise.resolve();
  }

  of({ itemId }: Assignment): Draft | undefined {
    return this.begun.get(itemId);
  }

  keep({ itemId }: Assignment, draft: Draft): void {
    if (isEmpty(draft)) {
      this.begun.delete(itemId);
    } else {
      this.begun.set(itemId, draft);
    }
  }

  /** One more tab of this device. */
  tab(): Tabs {
    const mine = { listener: [] as ((message: TabMessage) => void)[] };
    this.open.push(mine);
    return {
      tell: (message) => {
        this.open
          .filter((other) => other !== mine)
          .forEach(({ listener }) => {
            listener.forEach((hear) => {
              hear(message);
            });
          });
      },
      hear: (listener) => {
        mine.listener.push(listener);
        return () => {
          mine.listener = mine.listener.filter((other) => other !== listener);
        };
      },
      alone: (_, work) => {
        const result = this.queue.then(work, work);
        this.queue = result.catch(() => undefined);
        return result;
      },
    };
  }
}
