import type { Assignment } from '../domain/assignment';
import { isEmpty, moved, type Draft } from '../domain/draft';
import type { Drafts } from '../domain/outbox';

const BEGINNING = 'attune.draft.';
/** Who has not come back to an item by then begins anew. */
const KEPT_MS = 14 * 24 * 3600 * 1000;

interface Kept {
  readonly draft: Draft;
  /** Which answer stood where: a later hand-out may show them in another order. */
  readonly answers: readonly string[];
  readonly at: number;
}

type Written = Omit<Draft, 'places'> & { readonly places: readonly (number | null)[] };
type KeptAsJson = Partial<Omit<Kept, 'draft'> & { readonly draft: Written }>;

/**
 * Drafts on this device, each person's own. Local storage and no database: it is written as one types, before the next sign, and a
 * tab that crashes loses nothing of it.
 */
export function deviceDrafts(owner: string, storage: Storage = localStorage): Drafts {
  const place = ({ itemId }: Assignment): string => `${BEGINNING}${owner}.${itemId}`;
  return {
    of(assignment) {
      const kept = read(storage.getItem(place(assignment)));
      return kept && inOrder(kept, assignment.answers.map(fingerprint));
    },
    keep(assignment, draft) {
      if (isEmpty(draft)) {
        storage.removeItem(place(assignment));
        return;
      }
      const answers = assignment.answers.map(fingerprint);
      const text = JSON.stringify({ draft, answers, at: Date.now() } satisfies Kept);
      try {
        storage.setItem(place(assignment), text);
      } catch {
        // Full: what is older than this draft makes room for it.
        forgetDrafts(storage);
        storage.setItem(place(assignment), text);
      }
    },
  };
}

/** Whoever uses the device next finds nothing of what others wrote. */
export function forgetDrafts(storage: Storage = localStorage): void {
  keysOf(storage).forEach((key) => {
    storage.removeItem(key);
  });
}

/** Drafts of long ago go. */
export function forgetOldDrafts(now: number, storage: Storage = localStorage): void {
  keysOf(storage)
    .filter((key) => (read(storage.getItem(key))?.at ?? 0) < now - KEPT_MS)
    .forEach((key) => {
      storage.removeItem(key);
    });
}

const keysOf = (storage: Storage): readonly string[] =>
  Array.from({ length: storage.length }, (_, index) => storage.key(index) ?? '').filter((key) =>
    key.startsWith(BEGINNING),
  );

/** What another version of the page has written may not be readable. */
function read(text: string | null): Kept | undefined {
  try {
    const kept = JSON.parse(text ?? 'null') as KeptAsJson | null;
    if (!kept?.draft || !kept.answers || kept.at === undefined) {
      return undefined;
    }
    // JSON says null where no place was given.
    const places = kept.draft.places.map((place) => place ?? undefined);
    return { draft: { ...kept.draft, places }, answers: kept.answers, at: kept.at };
  } catch {
    return undefined;
  }
}

function inOrder({ draft, answers }: Kept, now: readonly string[]): Draft | undefined {
  if (answers.length !== now.length || draft.answers.length !== now.length) {
    return undefined;
  }
  const left = answers.map((answer, index) => ({ answer, index }));
  const from = now.map((answer) => {
    const found = left.findIndex((one) => one.answer === answer);
    return found < 0 ? -1 : (left.splice(found, 1)[0]?.index ?? -1);
  });
  return from.includes(-1) ? undefined : moved(draft, from);
}

/** Tells answers apart without keeping them once more (FNV-1a). */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return `${String(text.length)}.${(hash >>> 0).toString(16)}`;
}
