import { useMemo } from 'react';
import { useLanguage } from './texts';

export interface Formats {
  readonly number: (value: number, options?: Intl.NumberFormatOptions) => string;
  readonly percent: (share: number, digits?: number) => string;
  readonly date: (at: string | number | Date) => string;
  readonly dateTime: (at: string | number | Date) => string;
  /** "3 minutes ago", "in 2 days", by the largest unit that fits. */
  readonly fromNow: (at: string | number | Date, now: number) => string;
  /** Seconds as "1 h 5 min", "12 s". */
  readonly duration: (seconds: number) => string;
  readonly list: (parts: readonly string[]) => string;
  /** A language by its tag, such as "German" for `de`. */
  readonly languageName: (tag: string) => string;
}

const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** Numbers and dates as the person's language writes them. */
export function useFormats(): Formats {
  const language = useLanguage();
  return useMemo(() => formatsOf(language), [language]);
}

export function formatsOf(language: string): Formats {
  const unit = (value: number, name: string): string =>
    new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'short' }).format(
      value,
    );
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  return {
    number: (value, options) => new Intl.NumberFormat(language, options).format(value),
    percent: (share, digits = 0) =>
      new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: digits }).format(
        share,
      ),
    date: (at) => new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(new Date(at)),
    dateTime: (at) =>
      new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(
        new Date(at),
      ),
    fromNow(at, now) {
      const seconds = (new Date(at).getTime() - now) / 1000;
      const [name, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
      return relative.format(Math.round(seconds / size), name);
    },
    list: (parts) => new Intl.ListFormat(language).format(parts),
    languageName: (tag) => new Intl.DisplayNames(language, { type: 'language' }).of(tag) ?? tag,
    duration(seconds) {
      const whole = Math.max(0, Math.round(seconds));
      const parts = [
        [Math.floor(whole / 3600), 'hour'],
        [Math.floor((whole % 3600) / 60), 'minute'],
        [whole % 60, 'second'],
      ] as const;
      const first = parts.findIndex(([value]) => value > 0);
      return first < 0
        ? unit(0, 'second')
        : parts
            .slice(first, first + 2)
            .filter(([value]) => value > 0)
            .map(([value, name]) => unit(value, name))
            .join(' ');
    },
  };
}
