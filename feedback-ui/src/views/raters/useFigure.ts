import type { AgreementFigure } from '../../domain/raterDesk';
import { useFormats } from '../../i18n/useFormats';
import { useTexts } from './texts';

const DECIMALS = { minimumFractionDigits: 2, maximumFractionDigits: 2 };

interface Said {
  readonly value: (figure: AgreementFigure) => string;
  /** Empty where the figure has no interval. */
  readonly interval: (figure: AgreementFigure) => string;
}

/** How figures of agreement are written: undefined ones say so. */
export function useFigure(): Said {
  const t = useTexts();
  const { number } = useFormats();
  return {
    value: ({ value }) => (typeof value === 'number' ? number(value, DECIMALS) : t('undefined')),
    interval: ({ low, high }) =>
      typeof low === 'number' && typeof high === 'number'
        ? t('interval', { low: number(low, DECIMALS), high: number(high, DECIMALS) })
        : '',
  };
}
