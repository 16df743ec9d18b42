/** How many characters (code points) come before a place that is counted in UTF-16 units, as JavaScript counts. */
export function codePointsBefore(text: string, unit: number): number {
  let count = 0;
  for (let at = 0; at < unit && at < text.length; count += 1) {
    at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  }
  return count;
}

/** Where the character with this number begins, counted in UTF-16 units. */
export function unitAt(text: string, codePoint: number): number {
  let at = 0;
  for (let count = 0; count < codePoint && at < text.length; count += 1) {
    at += (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  }
  return at;
}
