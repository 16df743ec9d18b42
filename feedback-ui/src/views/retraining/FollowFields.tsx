import { AFTER, RECIPES, type After } from '../../domain/retraining';
import { Choose } from '../operate/Choose';
import type { PartProps } from './Parts';
import { useTexts } from './texts';

/** What follows a reward model. */
export function FollowFields({ draft, onChange }: PartProps) {
  const t = useTexts();
  return (
    <fieldset className="policy-part">
      <legend>{t('follows')}</legend>
      <Choose
        label={t('recipe')}
        value={draft.recipe}
        options={[
          { value: '', text: t('nothingFollows') },
          ...RECIPES.map((value) => ({ value, text: value.toUpperCase() })),
        ]}
        onChange={(recipe) => {
          onChange({ recipe });
        }}
      />
      {draft.recipe !== '' && (
        <Choose
          label={t('after')}
          value={draft.after}
          options={AFTER.map((value) => ({ value, text: t(`after-${value}`) }))}
          onChange={(after) => {
            onChange({ after: after as After });
          }}
        />
      )}
    </fieldset>
  );
}
