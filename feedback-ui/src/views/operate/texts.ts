import { textsOf } from '../../i18n/texts';

export type OperatorKey = keyof typeof import('../../i18n/en/operator.json');

export const useOperatorTexts = textsOf<OperatorKey>('operator');
