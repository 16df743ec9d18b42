import { useCallback } from 'react';
import type { Rating } from '../../domain/draft';
import { letterOf } from '../../domain/form';
import { saidOf } from '../../domain/verdict';
import { useTexts } from './texts';

/** A rating as a person would say it back: "A is clearly better", "ranked B > A = C". */
export function useSaid(): (rating: Rating) => string {
  const texts = useTexts();
  return useCallback(
    ({ verdict, strength, ranking }) => {
      if (verdict) {
        return texts(`said-${saidOf({ verdict, strength: strength ?? 0 })}`);
      }
      return ranking
        ? texts('said-ranking', {
            order: ranking.map((group) => group.map(letterOf).join(' = ')).join(' > '),
          })
        : texts('said-demonstration');
    },
    [texts],
  );
}
