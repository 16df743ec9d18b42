import { useId } from 'react';
import { typedOf, type OfferedSetting } from '../../domain/settings';
import { useOperatorTexts } from '../operate/texts';

interface SettingFieldProps {
  readonly setting: OfferedSetting;
  readonly shown: string | boolean;
  readonly changed: boolean;
  readonly wrong: boolean;
  readonly onChange: (value: string | boolean) => void;
}

/** One setting: its name, its value, what it does and what it is by default. */
export function SettingField({ setting, shown, changed, wrong, onChange }: SettingFieldProps) {
  const t = useOperatorTexts();
  const id = useId();
  const { path, help } = setting;
  const before = String(typedOf(setting));
  const field = { id, 'aria-describedby': `${id}-hint`, 'aria-invalid': wrong } as const;
  return (
    <div className="field setting" data-changed={changed || undefined}>
      <label htmlFor={id}>{path}</label>
      {setting.kind === 'SWITCH' ? (
        <input
          {...field}
          type="checkbox"
          checked={shown === true}
          onChange={(event) => {
            onChange(event.target.checked);
          }}
        />
      ) : setting.kind === 'CHOICE' ? (
        <select
          {...field}
          className="choice"
          value={String(shown)}
          onChange={(event) => {
            onChange(event.target.value);
          }}
        >
          {setting.value === undefined && <option value="">{t('unsaid')}</option>}
          {setting.choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      ) : (
        <input
          {...field}
          dir="auto"
          inputMode={setting.kind === 'TEXT' || setting.kind === 'TEXTS' ? 'text' : 'decimal'}
          placeholder={before === '' ? t('unsaid') : undefined}
          value={String(shown)}
          onChange={(event) => {
            onChange(event.target.value);
          }}
        />
      )}
      <p id={`${id}-hint`} className="hint">
        {wrong && <strong>{t(setting.kind === 'INTEGER' ? 'wantsWhole' : 'wantsNumber')} </strong>}
        {changed && !wrong && <strong>{t('default', { value: before || t('unsaid') })} </strong>}
        {help !== undefined && (
          <span lang="en" dir="ltr">
            {help}
          </span>
        )}
      </p>
    </div>
  );
}
