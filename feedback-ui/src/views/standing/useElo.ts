import { useCallback, useMemo } from 'react';
import type { StandingFigure } from '../../domain/standing';
import { useFormats } from '../../i18n/useFormats';
import { useTexts } from './texts';

interface Elo {
  /** With its sign; a dash where it is undefined. */
  readonly points: (figure: StandingFigure) => string;
  /** Empty where the figure has none. */
  readonly interval: (figure: StandingFigure) => string;
}

/** How points of Elo's scale are written. */
export function useElo(): Elo {
  const t = useTexts();
  const { number } = useFormats();
  const signed = useCallback(
    (value: number) => number(value, { maximumFractionDigits: 0, signDisplay: 'exceptZero' }),
    [number],
  );
  return useMemo(
    () => ({
      points: ({ value }) => (typeof value === 'number' ? signed(value) : t('none')),
      interval: ({ low, high }) =>
        typeof low === 'number' && typeof high === 'number'
          ? t('interval', { low: signed(low), high: signed(high) })
          : '',
    }),
    [signed, t],
  );
}
