/**
 * For each sign of `shown`, and for its end, where it stands in `source` from `from` on. What is shown of Markdown is its source
 * without some signs (a backslash, the white space before a line), so each is found after the one before it. An entity
 * (`&amp;`) is found at its first sign. Without a way through, undefined.
 */
export function alignment(
  shown: string,
  source: string,
  from: number,
  to: number,
): readonly number[] | undefined {
  if (shown.length === to - from && source.startsWith(shown, from)) {
    return Array.from({ length: shown.length + 1 }, (_, index) => from + index);
  }
  const places: number[] = [];
  let at = from;
  for (const sign of shown) {
    const found = source.indexOf(sign, at);
    const entity = source.indexOf('&', at);
    const place = found < 0 || found >= to ? entity : found;
    if (place < 0 || place >= to) {
      return undefined;
    }
    for (let unit = 0; unit < sign.length; unit += 1) {
      places.push(place + unit);
    }
    at = place + sign.length;
  }
  places.push(Math.min(to, at));
  return places;
}
