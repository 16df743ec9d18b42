import type { Assignment, Receipt } from './assignment';
import type { Draft, Rating } from './draft';

/** A rating that was given. It is kept on the device until the service has it, and then while it can be taken back. */
export interface Entry {
  /** The Idempotency-Key: however often the rating is sent, it counts once. */
  readonly key: string;
  /** Whose it is: nobody else's sends it. */
  readonly owner: string;
  readonly projectId: string;
  /** What was rated, so that it can come back to the desk. */
  readonly assignment: Assignment;
  readonly rating: Rating;
  readonly draft: Draft;
  readonly at: number;
  /** It was sent at least once, so that the service may have it. */
  readonly sent: boolean;
  /** The service has it. */
  readonly receipt?: Receipt;
}

/** Where ratings are kept on the device; every tab sees the same. */
export interface OutboxStore {
  all(owner: string): Promise<readonly Entry[]>;
  /** Resolves when the entry is kept for good; with false when it lives no longer than the page. */
  put(entry: Entry): Promise<boolean>;
  remove(key: string): Promise<void>;
}

/** What the tabs of a browser tell each other. */
export type TabMessage =
  | { readonly kind: 'changed' }
  /** What was handed out in a project is another now: it was given back, or a rating was taken back. */
  | { readonly kind: 'moved'; readonly projectId: string }
  | { readonly kind: 'signedIn' };

export interface Tabs {
  tell(message: TabMessage): void;
  /** Hears what other tabs tell; the result ends it. */
  hear(listener: (message: TabMessage) => void): () => void;
  /** Does the work while no other tab does such work. */
  alone<T>(name: string, work: () => Promise<T>): Promise<T>;
}

/** What is begun and not sent, by item, so that a reload, a crash or another day loses nothing. */
export interface Drafts {
  of(assignment: Assignment): Draft | undefined;
  keep(assignment: Assignment, draft: Draft): void;
}
