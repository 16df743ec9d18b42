import { textsOf } from '../../i18n/texts';

export const useTexts = textsOf<keyof typeof import('../../i18n/en/channel.json')>('channel');
