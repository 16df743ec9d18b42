import { WholeNumber, type PartProps } from './Parts';
import { useTexts } from './texts';

/** How often and how long at the most. */
export function LimitFields({ draft, onChange }: PartProps) {
  const t = useTexts();
  return (
    <fieldset className="policy-part">
      <legend>{t('limits')}</legend>
      <WholeNumber
        label={t('coolDown')}
        value={draft.coolDown}
        onChange={(coolDown) => {
          onChange({ coolDown });
        }}
      />
      <WholeNumber
        label={t('runsPerDay')}
        hint={t('emptyHint')}
        value={draft.runsPerDay}
        onChange={(runsPerDay) => {
          onChange({ runsPerDay });
        }}
      />
      <WholeNumber
        label={t('minutesPerDay')}
        hint={t('emptyHint')}
        value={draft.minutesPerDay}
        onChange={(minutesPerDay) => {
          onChange({ minutesPerDay });
        }}
      />
    </fieldset>
  );
}
