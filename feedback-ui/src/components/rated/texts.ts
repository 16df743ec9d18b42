import { textsOf } from '../../i18n/texts';

export const useRatedTexts = textsOf<keyof typeof import('../../i18n/en/rated.json')>('rated');
