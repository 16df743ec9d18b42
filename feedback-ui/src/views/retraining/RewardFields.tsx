import { Tick, WholeNumber, type PartProps } from './Parts';
import { useTexts } from './texts';

/** When a reward model is trained. */
export function RewardFields({ draft, onChange }: PartProps) {
  const t = useTexts();
  return (
    <fieldset className="policy-part">
      <legend>{t('rewardModel')}</legend>
      <Tick
        on={draft.enabled}
        onChange={(enabled) => {
          onChange({ enabled });
        }}
      >
        {t('enabled')}
      </Tick>
      <WholeNumber
        label={t('afterPreferences')}
        value={draft.afterPreferences}
        onChange={(afterPreferences) => {
          onChange({ afterPreferences });
        }}
      />
      <WholeNumber
        label={t('afterHours')}
        hint={t('afterHoursHint')}
        value={draft.afterHours}
        onChange={(afterHours) => {
          onChange({ afterHours });
        }}
      />
      <WholeNumber
        label={t('atLeast')}
        value={draft.atLeast}
        onChange={(atLeast) => {
          onChange({ atLeast });
        }}
      />
      <Tick
        on={draft.onDrift}
        onChange={(onDrift) => {
          onChange({ onDrift });
        }}
      >
        {t('onDrift')}
      </Tick>
    </fieldset>
  );
}
