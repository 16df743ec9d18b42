import { textsOf } from '../../i18n/texts';

export type PlaygroundKey = keyof typeof import('../../i18n/en/playground.json');

export const usePlaygroundTexts = textsOf<PlaygroundKey>('playground');
