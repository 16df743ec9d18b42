import type { Checkpoint } from '../../domain/checkpoints';
import type { Recipe } from '../../domain/runs';
import { Choose } from '../operate/Choose';
import { useOperatorTexts } from '../operate/texts';
import { DataChoice } from './DataChoice';

/** What a run is made from; an empty text leaves it to the worker. */
export interface Ingredients {
  readonly policy: string;
  readonly reward: string;
  readonly data: string;
}

interface RunIngredientsProps {
  readonly recipe: Recipe;
  readonly policies: readonly Checkpoint[];
  readonly rewardModels: readonly Checkpoint[];
  readonly given: Ingredients;
  readonly onChange: (given: Ingredients) => void;
}

/** The checkpoints and data that a recipe starts from. */
export function RunIngredients(props: RunIngredientsProps) {
  const { recipe, policies, rewardModels, given, onChange } = props;
  const t = useOperatorTexts();
  const whole = recipe.needs === 'PREFERENCES';
  const options = (left: string, checkpoints: readonly Checkpoint[]) => [
    { value: '', text: left },
    ...checkpoints.map(({ checkpointId, name }) => ({
      value: checkpointId,
      text: `${name} (${checkpointId})`,
    })),
  ];
  return (
    <>
      <Choose
        label={t(whole ? 'base' : 'policy')}
        value={given.policy}
        options={options(
          t(whole ? 'newestBase' : 'servedPolicy'),
          whole ? policies.filter(({ kind }) => kind !== 'ADAPTER') : policies,
        )}
        onChange={(policy) => {
          onChange({ ...given, policy });
        }}
      />
      {recipe.needs === 'REWARD_MODEL' && (
        <Choose
          label={t('rewardModel')}
          value={given.reward}
          options={options(t('newestReward'), rewardModels)}
          onChange={(reward) => {
            onChange({ ...given, reward });
          }}
        />
      )}
      {recipe.needs === 'DATA' && (
        <DataChoice
          recipe={recipe.name}
          sha256={given.data}
          onChange={(data) => {
            onChange({ ...given, data });
          }}
        />
      )}
    </>
  );
}
