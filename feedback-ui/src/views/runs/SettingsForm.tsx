import { useState } from 'react';
import { Field } from '../../components/Field';
import { changedSettings, type Changes, type Setting } from '../../domain/settings';
import { useOperatorTexts } from '../operate/texts';

interface SettingsFormProps {
  readonly settings: readonly Setting[];
  readonly changes: Changes;
  /** The path of one that is no number though it must be. */
  readonly wrong: string | undefined;
  readonly onChange: (changes: Changes) => void;
}

/** Every setting of a recipe with its default; what differs is marked and can be put back. */
export function SettingsForm({ settings, changes, wrong, onChange }: SettingsFormProps) {
  const t = useOperatorTexts();
  const [sought, setSought] = useState('');
  const changed = Object.keys(changes).filter(
    (path) =>
      Object.keys(
        changedSettings(
          settings.filter((setting) => setting.path === path),
          changes,
        ),
      ).length > 0,
  );
  const shown = settings.filter(
    ({ path }) =>
      path.toLowerCase().includes(sought.trim().toLowerCase()) || changed.includes(path),
  );
  return (
    <details className="fold" open={changed.length > 0 || undefined}>
      <summary>{t('settingsChanged', { count: settings.length, changed: changed.length })}</summary>
      <div className="setting-tools">
        <Field
          label={t('seek')}
          type="search"
          value={sought}
          onChange={(event) => {
            setSought(event.target.value);
          }}
        />
        <button
          type="button"
          className="button"
          disabled={changed.length === 0}
          onClick={() => {
            onChange({});
          }}
        >
          {t('toDefaults')}
        </button>
      </div>
      <div className="settings">
        {shown.map((setting) => (
          <SettingField
            key={setting.path}
            setting={setting}
            typed={changes[setting.path]}
            changed={changed.includes(setting.path)}
            wrong={wrong === setting.path}
            onChange={(value) => {
              onChange({ ...changes, [setting.path]: value });
            }}
          />
        ))}
      </div>
    </details>
  );
}

interface SettingFieldProps {
  readonly setting: Setting;
  readonly typed: string | boolean | undefined;
  readonly changed: boolean;
  readonly wrong: boolean;
  readonly onChange: (value: string | boolean) => void;
}

function SettingField({ setting, typed, changed, wrong, onChange }: SettingFieldProps) {
  const t = useOperatorTexts();
  const { path, value } = setting;
  const shown = typed ?? value;
  if (typeof value === 'boolean') {
    return (
      <label className="tick">
        <input
          type="checkbox"
          checked={shown === true}
          onChange={(event) => {
            onChange(event.target.checked);
          }}
        />
        <span>{path}</span>
      </label>
    );
  }
  const hint = wrong
    ? t('wantsNumber')
    : changed
      ? t('default', { value: String(value) })
      : undefined;
  return (
    <Field
      label={path}
      {...(hint !== undefined && { hint })}
      aria-invalid={wrong}
      inputMode={typeof value === 'number' ? 'decimal' : 'text'}
      value={String(shown)}
      onChange={(event) => {
        onChange(event.target.value);
      }}
    />
  );
}
