import { useCallback } from 'react';
import { rankingText, stepOf, type Said } from '../../domain/opinions';
import { useRatedTexts } from './texts';

interface Spoken {
  readonly verdict: Said;
  readonly strength: number;
  readonly ranking: readonly (readonly number[])[];
}

/** An opinion as a person would say it back: "A is clearly better". */
export function useOpinionText(): (opinion: Spoken) => string {
  const t = useRatedTexts();
  return useCallback(
    ({ verdict, strength, ranking }) => {
      if (verdict === 'RANKED') {
        return rankingText(ranking);
      }
      if (verdict === 'SKIP' || verdict === 'WRITTEN') {
        return t(`verdict-${verdict}`);
      }
      return t(`step-${stepOf(verdict, strength) ?? 'TIE'}`);
    },
    [t],
  );
}
