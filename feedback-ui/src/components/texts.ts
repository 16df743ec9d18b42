import { textsOf } from '../i18n/texts';

/** What the shared parts say: the shell's texts, which are always there. */
export const useSharedTexts = textsOf<keyof typeof import('../i18n/en/shell.json')>('shell');
