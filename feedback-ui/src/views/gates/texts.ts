import { textsOf } from '../../i18n/texts';

export type GateKey = keyof typeof import('../../i18n/en/gates.json');

/** An area that shows gates names `gates` and `operator` among its texts. */
export const useTexts = textsOf<GateKey>('gates');
