/** A word of a text, by its place in UTF-16 units. */
export interface Word {
  readonly start: number;
  readonly end: number;
}

/** The words of a text, also of scripts that write none apart. What stands between words belongs to none. */
export function wordsOf(text: string): readonly Word[] {
  const segments = new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text);
  return [...segments]
    .filter(({ segment }) => segment.trim() !== '')
    .map(({ index, segment }) => ({ start: index, end: index + segment.length }));
}
