/** What a place along the axis is: seconds since 1970, or a number such as a step. */
export type Scale = 'time' | 'number';

const HOUR = 3_600;
const DAY = 24 * HOUR;
const MONTH = 28 * DAY;
const YEAR = 365 * DAY;
const SMALLEST = 0.001;

const dateOf = (seconds: number): Date => new Date(seconds * 1_000);

/** A value as the language writes it; learning rates, which have many zeros, by their power of ten. */
export function valueName(value: number | null | undefined, language: string): string {
  if (value === null || value === undefined) {
    return '–';
  }
  const tiny = value !== 0 && Math.abs(value) < SMALLEST;
  return new Intl.NumberFormat(language, {
    maximumSignificantDigits: 4,
    notation: tiny ? 'scientific' : 'standard',
  }).format(value);
}

/** One place, in full. */
export function placeName(at: number | null | undefined, scale: Scale, language: string): string {
  return scale === 'number' || at === null || at === undefined
    ? valueName(at, language)
    : new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(
        dateOf(at),
      );
}

/** The places along an axis that are `step` apart: each as short as it can be told from the others. */
export function placeNames(
  places: readonly number[],
  step: number,
  scale: Scale,
  language: string,
): string[] {
  if (scale === 'number') {
    return places.map((place) => valueName(place, language));
  }
  const name = new Intl.DateTimeFormat(language, formOf(step));
  if (step >= DAY) {
    return places.map((place) => name.format(dateOf(place)));
  }
  const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short' });
  return places.map((place, index) => {
    const before = places[index - 1];
    const today = day.format(dateOf(place));
    const known = before !== undefined && day.format(dateOf(before)) === today;
    return known ? name.format(dateOf(place)) : `${name.format(dateOf(place))}\n${today}`;
  });
}

function formOf(step: number): Intl.DateTimeFormatOptions {
  if (step >= YEAR) {
    return { year: 'numeric' };
  }
  if (step >= MONTH) {
    return { month: 'short', year: 'numeric' };
  }
  if (step >= DAY) {
    return { day: 'numeric', month: 'short' };
  }
  return step < 60
    ? { hour: 'numeric', minute: '2-digit', second: '2-digit' }
    : { hour: 'numeric', minute: '2-digit' };
}
