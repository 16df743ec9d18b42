import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { Alert } from '../../components/Alert';
import { answers } from '../../domain/checkpoints';
import type { RatingPace, Recipe } from '../../domain/runs';
import { changedSettings, wrongSetting, type Changes } from '../../domain/settings';
import { Choose } from '../operate/Choose';
import { Problem } from '../operate/Problem';
import { useOperatorTexts } from '../operate/texts';
import { useServices } from '../services';
import { LastRuns } from './LastRuns';
import { RunIngredients, type Ingredients } from './RunIngredients';
import { SettingsForm } from './SettingsForm';
import { useAskRun } from './useAskRun';
import { firstChanges, wishOf } from './wish';

/** Asks for a new run: which recipe, made from what, with which settings. */
export function NewRunView({ named }: { readonly named: string | undefined }) {
  const t = useOperatorTexts();
  const { operator } = useServices();
  const recipes = useQuery({
    queryKey: ['recipes'],
    queryFn: () => operator.recipes(),
    staleTime: Infinity,
  });
  const pace = useQuery({ queryKey: ['ratingPace'], queryFn: () => operator.ratingPace() });
  const recipe = recipes.data?.find(({ name }) => name === (named ?? 'reward'));
  return (
    <div className="sheet">
      <a className="link back" href="#/runs">
        {t('allRuns')}
      </a>
      <h1>{t('newRun')}</h1>
      <Problem error={recipes.error ?? pace.error} retry={recipes.refetch} />
      {recipes.data && recipe === undefined && <Alert sentence={t('noSuchRecipe')} />}
      {recipes.data && recipe && pace.data && (
        <RunForm key={recipe.name} recipes={recipes.data} recipe={recipe} pace={pace.data} />
      )}
    </div>
  );
}

interface RunFormProps {
  readonly recipes: readonly Recipe[];
  readonly recipe: Recipe;
  readonly pace: RatingPace;
}

function RunForm({ recipes, recipe, pace }: RunFormProps) {
  const t = useOperatorTexts();
  const { operator } = useServices();
  const [, go] = useLocation();
  const [given, setGiven] = useState<Ingredients>({ policy: '', reward: '', data: '' });
  const [changes, setChanges] = useState<Changes>(() => firstChanges(recipe, pace));
  const checkpoints = useQuery({
    queryKey: ['checkpoints'],
    queryFn: () => operator.checkpoints(),
  });
  const wrong = wrongSetting(recipe.settings, changes);
  const asked = useAskRun((runId) => {
    go(`/runs/${runId}`);
  });
  const undecided = recipe.needs === 'DATA' && recipe.name !== 'sft' && given.data === '';
  const lacks =
    recipe.needs === 'REWARD_MODEL' &&
    checkpoints.data !== undefined &&
    !checkpoints.data.some(({ kind }) => kind === 'REWARD_MODEL');
  return (
    <form
      className="panel"
      onSubmit={(event) => {
        event.preventDefault();
        const wish = wishOf(recipe, given, changedSettings(recipe.settings, changes));
        asked.mutate({
          asked: JSON.stringify([recipe.name, wish]),
          send: (key) => operator.train(recipe.name, wish, key),
        });
      }}
    >
      <Choose
        label={t('recipe')}
        value={recipe.name}
        options={recipes.map(({ name }) => ({ value: name, text: t(`recipe-${name}` as never) }))}
        onChange={(name) => {
          go(`/runs/new/${name}`, { replace: true });
        }}
      />
      {recipe.needs === 'PREFERENCES' && (
        <p className="hint">{t('learnsFromRatings', { decisive: pace.decisive })}</p>
      )}
      {lacks && <Alert sentence={t('noRewardModel')} />}
      <RunIngredients
        recipe={recipe}
        policies={(checkpoints.data ?? []).filter(answers)}
        rewardModels={(checkpoints.data ?? []).filter(({ kind }) => kind === 'REWARD_MODEL')}
        given={given}
        onChange={setGiven}
      />
      <SettingsForm
        settings={recipe.settings}
        changes={changes}
        wrong={wrong}
        onChange={setChanges}
      />
      <LastRuns recipe={recipe.name} />
      <Alert problem={asked.error} />
      <div className="actions">
        <button
          className="button primary"
          disabled={asked.isPending || wrong !== undefined || lacks || undecided}
        >
          {t('ask')}
        </button>
      </div>
    </form>
  );
}
