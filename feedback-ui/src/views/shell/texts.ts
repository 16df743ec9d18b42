import { textsOf } from '../../i18n/texts';

export const useNavTexts = textsOf<keyof typeof import('../../i18n/en/nav.json')>('nav');
export const useShellTexts = textsOf<keyof typeof import('../../i18n/en/shell.json')>('shell');
