import { Field } from '../../components/Field';
import {
  HIGHEST_SCORE,
  withAxis,
  withoutAxis,
  type AxisDraft,
  type FormDraft,
} from '../../domain/formDraft';
import { useFormats } from '../../i18n/useFormats';
import { Count, numbers } from './Count';
import { useTexts } from './texts';

interface AxisFieldsProps {
  readonly draft: FormDraft;
  readonly axis: AxisDraft;
  /** Its scale stays: items are scored by it. */
  readonly locked: boolean;
  readonly onChange: (draft: FormDraft) => void;
}

/** One scale on which each answer is scored. */
export function AxisFields({ draft, axis, locked, onChange }: AxisFieldsProps) {
  const t = useTexts();
  const { number } = useFormats();
  const { key, label, lowest, highest } = axis;
  const change = (part: Partial<AxisDraft>): void => {
    onChange(withAxis(draft, key, part));
  };
  const named = label.trim() === '' ? t('newAxis') : label;
  return (
    <fieldset className="axis">
      <legend dir="auto">{named}</legend>
      <div className="fields">
        <Field
          label={t('axisLabel')}
          required
          maxLength={100}
          dir="auto"
          value={label}
          onChange={(event) => {
            change({ label: event.target.value });
          }}
        />
        <Count
          label={t('lowest')}
          value={lowest}
          disabled={locked}
          options={numbers(0, highest - 1, number)}
          onChange={(score) => {
            change({ lowest: score });
          }}
        />
        <Count
          label={t('highest')}
          value={highest}
          disabled={locked}
          options={numbers(lowest + 1, HIGHEST_SCORE, number)}
          onChange={(score) => {
            change({ highest: score });
          }}
        />
      </div>
      <div className="fields">
        <Field
          label={t('low')}
          maxLength={100}
          dir="auto"
          value={axis.low}
          onChange={(event) => {
            change({ low: event.target.value });
          }}
        />
        <Field
          label={t('high')}
          maxLength={100}
          dir="auto"
          value={axis.high}
          onChange={(event) => {
            change({ high: event.target.value });
          }}
        />
      </div>
      {locked && <p className="hint">{t('scaleLocked')}</p>}
      <div>
        <button
          type="button"
          className="button quiet"
          aria-label={t('removeAxisNamed', { name: named })}
          onClick={() => {
            onChange(withoutAxis(draft, key));
          }}
        >
          {t('removeAxis')}
        </button>
      </div>
    </fieldset>
  );
}
