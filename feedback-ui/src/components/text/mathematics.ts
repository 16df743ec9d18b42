/** A formula in a text; `start` and `end` are where it stands, with its signs. */
export interface Formula {
  readonly start: number;
  readonly end: number;
  readonly tex: string;
  /** On a line of its own, as of `$$…$$` and `\[…\]`. */
  readonly display: boolean;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * `$$…$$`, `\[…\]`, `\(…\)` and `$…$`. A dollar that stands before white space or closes before a digit is money, as with Pandoc.
 * The lengths are limited, so that a text of nothing but opening signs costs little.
 */
const FORMULA =
  /(?<!\\)\$\$([^$]{1,4000}?)\$\$|(?<!\\)\\\[([\s\S]{1,4000}?)\\\]|(?<!\\)\\\(([\s\S]{1,1000}?)\\\)|(?<![\\$\w])\$(?![\s$])((?:\\[\s\S]|[^\\$\n]){1,1000}?)(?<!\s)\$(?![\d$])/g;

/** The formulas of a text that lie outside of `elsewhere` (its code and its links), in their order. */
export function formulasIn(source: string, elsewhere: readonly Range[]): readonly Formula[] {
  return [...source.matchAll(FORMULA)]
    .map((match) => {
      const tex = match[1] ?? match[2] ?? match[3] ?? match[4] ?? '';
      const display = match[1] !== undefined || match[2] !== undefined;
      return { start: match.index, end: match.index + match[0].length, tex: tex.trim(), display };
    })
    .filter(({ tex }) => tex !== '')
    .filter(({ start, end }) =>
      elsewhere.every((range) => end <= range.start || start >= range.end),
    );
}

const FIRST = '\uE000';
const REST = '\uE001';
const MASK = new RegExp(`${FIRST}${REST}*`, 'g');

export const hasMasks = (text: string): boolean => text.includes(FIRST) || text.includes(REST);

/**
 * The text with signs in place of its formulas that mean nothing in Markdown, as many as the formula is long: what stands after them
 * keeps its place, and no underscore of a formula becomes an emphasis.
 */
export function mask(source: string, formulas: readonly Formula[]): string {
  let text = '';
  let at = 0;
  for (const { start, end } of formulas) {
    text += source.slice(at, start) + FIRST + REST.repeat(end - start - 1);
    at = end;
  }
  return text + source.slice(at);
}

/** A text's parts: what is to be read, and undefined where the mask of a formula stands. */
export function unmask(text: string): readonly (string | undefined)[] {
  const parts: (string | undefined)[] = [];
  let at = 0;
  for (const match of text.matchAll(MASK)) {
    parts.push(text.slice(at, match.index), undefined);
    at = match.index + match[0].length;
  }
  parts.push(text.slice(at));
  return parts;
}
