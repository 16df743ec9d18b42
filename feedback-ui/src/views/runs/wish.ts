import type { RunWish } from '../../domain/operatorDesk';
import type { RatingPace, Recipe } from '../../domain/runs';
import type { Changes } from '../../domain/settings';
import type { Ingredients } from './RunIngredients';

/** A reward model of fewer pairs than the default is wanted only by whoever comes here: the setting follows. */
export function firstChanges({ needs, defaults }: Recipe, { decisive }: RatingPace): Changes {
  const least = defaults.minimumPreferences;
  return needs === 'PREFERENCES' && typeof least === 'number' && decisive > 0 && decisive < least
    ? { minimumPreferences: String(decisive) }
    : {};
}

/** What is asked for. */
export const wishOf = (
  recipe: Recipe,
  given: Ingredients,
  configuration: RunWish['configuration'],
) => ({
  ...(given.policy !== '' && { policyCheckpointId: given.policy }),
  ...(given.reward !== '' &&
    recipe.needs === 'REWARD_MODEL' && { rewardModelCheckpointId: given.reward }),
  ...(recipe.needs === 'DATA' && given.data !== '' && { dataSha256: given.data }),
  configuration,
});
