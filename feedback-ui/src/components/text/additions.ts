import { diffWordsWithSpace } from 'diff';
import type { Mark } from './marks';

/** What of `after` was not in `before`, as marks of it. */
export function additions(before: string, after: string, reason: string): readonly Mark[] {
  const marks: Mark[] = [];
  let at = 0;
  for (const { value, added, removed } of diffWordsWithSpace(before, after)) {
    if (removed) {
      continue;
    }
    if (added && value.trim() !== '') {
      marks.push({ start: at, end: at + value.length, reason });
    }
    at += value.length;
  }
  return marks;
}
