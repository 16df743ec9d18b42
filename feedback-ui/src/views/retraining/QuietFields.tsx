import { Field } from '../../components/Field';
import type { QuietHours } from '../../domain/retraining';
import type { PartProps } from './Parts';
import { useTexts } from './texts';

const NIGHT: QuietHours = { from: '22:00', until: '06:00', days: [] };

/** When nothing is started. */
export function QuietFields({ draft, onChange }: PartProps) {
  const t = useTexts();
  const { quietHours } = draft;
  const set = (place: number, part: Partial<QuietHours>) => {
    onChange({
      quietHours: quietHours.map((hours, i) => (i === place ? { ...hours, ...part } : hours)),
    });
  };
  return (
    <fieldset className="policy-part">
      <legend>{t('quiet')}</legend>
      {quietHours.map((hours, place) => (
        <div
          className="steps wide"
          key={place}
          role="group"
          aria-label={t('quietSpan', { place: place + 1 })}
        >
          <Field
            label={t('from')}
            type="time"
            required
            value={hours.from}
            onChange={(event) => {
              set(place, { from: event.target.value });
            }}
          />
          <Field
            label={t('until')}
            type="time"
            required
            value={hours.until}
            onChange={(event) => {
              set(place, { until: event.target.value });
            }}
          />
          <button
            type="button"
            className="button"
            onClick={() => {
              onChange({ quietHours: quietHours.filter((_, i) => i !== place) });
            }}
          >
            {t('removeQuiet')}
          </button>
          {(hours.days ?? []).length > 0 && (
            <p className="hint">{t('quietDays', { days: (hours.days ?? []).join(', ') })}</p>
          )}
        </div>
      ))}
      <div className="steps wide">
        <button
          type="button"
          className="button"
          onClick={() => {
            onChange({ quietHours: [...quietHours, NIGHT] });
          }}
        >
          {t('addQuiet')}
        </button>
      </div>
      {quietHours.length > 0 && (
        <Field
          label={t('timeZone')}
          value={draft.timeZone}
          onChange={(event) => {
            onChange({ timeZone: event.target.value });
          }}
        />
      )}
    </fieldset>
  );
}
