import { useId } from 'react';
import type { ExportWish } from '../../domain/dataDesk';
import { useTexts } from './texts';

type FormKey = Extract<Parameters<ReturnType<typeof useTexts>>[0], `form-${string}`>;

const TABLES = ['csv', 'parquet'];

interface FormChoiceProps {
  readonly forms: readonly string[];
  readonly chosen: string;
  readonly onChoose: (form: string) => void;
}

/** Which form, and what it is for. */
export function FormChoice({ forms, chosen, onChoose }: FormChoiceProps) {
  const t = useTexts();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{t('form')}</label>
      <select
        id={id}
        className="choice"
        value={chosen}
        aria-describedby={`${id}-hint`}
        onChange={(event) => {
          onChoose(event.target.value);
        }}
      >
        {forms.map((form) => (
          <option key={form} value={form}>
            {form}
          </option>
        ))}
      </select>
      <p id={`${id}-hint`} className="hint">
        {t(`form-${chosen}` as FormKey)}
      </p>
    </div>
  );
}

interface FiltersProps {
  readonly wish: ExportWish;
  readonly onChange: (part: Partial<ExportWish>) => void;
}

/** Which rows. */
export function Filters({ wish, onChange }: FiltersProps) {
  const t = useTexts();
  const id = useId();
  return (
    <>
      <div className="field">
        <label htmlFor={`${id}-split`}>{t('split')}</label>
        <select
          id={`${id}-split`}
          className="choice"
          value={wish.split}
          onChange={(event) => {
            onChange({ split: event.target.value === 'HELD_OUT' ? 'HELD_OUT' : 'TRAIN' });
          }}
        >
          <option value="TRAIN">{t('train')}</option>
          <option value="HELD_OUT">{t('heldOut')}</option>
        </select>
      </div>
      <div className="field">
        <label htmlFor={`${id}-since`}>{t('since')}</label>
        <input
          id={`${id}-since`}
          type="date"
          value={wish.since}
          onChange={(event) => {
            onChange({ since: event.target.value });
          }}
        />
      </div>
      <label className="tick">
        <input
          type="checkbox"
          checked={wish.open}
          onChange={(event) => {
            onChange({ open: event.target.checked });
          }}
        />
        {t('withOpen')}
      </label>
      {TABLES.includes(wish.form) && (
        <label className="tick">
          <input
            type="checkbox"
            checked={wish.undecided}
            onChange={(event) => {
              onChange({ undecided: event.target.checked });
            }}
          />
          {t('withUndecided')}
        </label>
      )}
    </>
  );
}
