import { textsOf } from '../../i18n/texts';

export type RateKey = keyof typeof import('../../i18n/en/rate.json');

export const useTexts = textsOf<RateKey>('rate');
