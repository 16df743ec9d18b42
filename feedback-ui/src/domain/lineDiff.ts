import type { DiffLine } from './prompts';

/** More comparisons than this take too long; what is left is then said to be replaced as a whole. */
const MOST_COMPARISONS = 4_000_000;

/** What was taken out of a text and what was put in, line by line: a longest common subsequence of the lines stays. */
export function lineDiff(before: string, after: string): readonly DiffLine[] {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < Math.min(old.length, fresh.length) && old[start] === fresh[start]) {
    start += 1;
  }
  let end = 0;
  while (
    end < Math.min(old.length, fresh.length) - start &&
    old[old.length - 1 - end] === fresh[fresh.length - 1 - end]
  ) {
    end += 1;
  }
  const same = (lines: readonly string[]): DiffLine[] =>
    lines.map((text) => ({ change: 'SAME', text }));
  return [
    ...same(old.slice(0, start)),
    ...middle(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end)),
    ...same(old.slice(old.length - end)),
  ];
}

const linesOf = (text: string): readonly string[] => (text === '' ? [] : text.split('\n'));

function middle(old: readonly string[], fresh: readonly string[]): readonly DiffLine[] {
  if (old.length * fresh.length > MOST_COMPARISONS) {
    return [
      ...old.map((text) => ({ change: 'REMOVED', text }) as const),
      ...fresh.map((text) => ({ change: 'ADDED', text }) as const),
    ];
  }
  const common = commonLengths(old, fresh);
  const at = (i: number, j: number): number => common[i]?.[j] ?? 0;
  const lines: DiffLine[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < fresh.length) {
    const [removed, added] = [old[i], fresh[j]];
    if (removed !== undefined && removed === added) {
      lines.push({ change: 'SAME', text: removed });
      i += 1;
      j += 1;
    } else if (removed !== undefined && (added === undefined || at(i + 1, j) >= at(i, j + 1))) {
      lines.push({ change: 'REMOVED', text: removed });
      i += 1;
    } else {
      lines.push({ change: 'ADDED', text: added ?? '' });
      j += 1;
    }
  }
  return lines;
}

/** At [i][j] the length of the longest common subsequence of the lines from i and from j on. */
function commonLengths(old: readonly string[], fresh: readonly string[]): readonly number[][] {
  const lengths = Array.from({ length: old.length + 1 }, () =>
    new Array<number>(fresh.length + 1).fill(0),
  );
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      const row = lengths[i] ?? [];
      const below = lengths[i + 1] ?? [];
      row[j] =
        old[i] === fresh[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return lengths;
}
