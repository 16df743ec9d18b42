import { diffWordsWithSpace } from 'diff';

/** A run of a text: the same in both, or in this one only. `Gap` stands for words that both share and that are left out. */
export type Run =
  | { readonly kind: 'same' | 'own'; readonly text: string }
  | { readonly kind: 'gap'; readonly words: number };

export interface Differences {
  readonly first: readonly Run[];
  readonly second: readonly Run[];
}

/** So many words stay around what differs, so that one sees where it stands. */
const AROUND = 6;
const LONGEST_MS = 500;

/**
 * What differs between two texts, word by word, without what they share; undefined when they have too little in common to be
 * compared in a moment.
 */
export function differences(first: string, second: string): Differences | undefined {
  const changes = diffWordsWithSpace(first, second, { timeout: LONGEST_MS });
  return changes
    ? {
        first: shortened(
          changes.filter((part) => !part.added).map((part) => run(part.removed, part.value)),
        ),
        second: shortened(
          changes.filter((part) => !part.removed).map((part) => run(part.added, part.value)),
        ),
      }
    : undefined;
}

const run = (own: boolean, text: string): Run => ({ kind: own ? 'own' : 'same', text });

function shortened(runs: readonly Run[]): readonly Run[] {
  return runs.flatMap((one, index): readonly Run[] => {
    if (one.kind !== 'same') {
      return [one];
    }
    const words = one.text.split(/(?<=\s)(?=\S)/);
    const before = index === 0 ? 0 : AROUND;
    const after = index === runs.length - 1 ? 0 : AROUND;
    const left = words.length - before - after;
    return left < AROUND
      ? [one]
      : [
          { kind: 'same', text: words.slice(0, before).join('') },
          { kind: 'gap', words: left },
          { kind: 'same', text: words.slice(words.length - after).join('') },
        ];
  });
}
