import { textsOf } from '../../i18n/texts';

export const useAwaitedTexts =
  textsOf<keyof typeof import('../../i18n/en/awaited.json')>('awaited');
