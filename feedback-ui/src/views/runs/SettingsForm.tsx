import { useState } from 'react';
import { Field } from '../../components/Field';
import {
  firstSettings,
  isChanged,
  shownOf,
  type Changes,
  type OfferedSetting,
} from '../../domain/settings';
import { useOperatorTexts } from '../operate/texts';
import { SettingField } from './SettingField';

interface SettingsFormProps {
  readonly settings: readonly OfferedSetting[];
  readonly changes: Changes;
  /** The path of one that is no number though it must be. */
  readonly wrong: string | undefined;
  readonly onChange: (changes: Changes) => void;
}

/** Every setting of a recipe with its default and what it does; those that people change first stand first. */
export function SettingsForm({ settings, changes, wrong, onChange }: SettingsFormProps) {
  const t = useOperatorTexts();
  const [sought, setSought] = useState('');
  const first = firstSettings(settings, changes);
  const others = settings.filter((setting) => !first.includes(setting));
  const changed = settings.filter((setting) => isChanged(setting, changes));
  const wanted = sought.trim().toLowerCase();
  const shown = others.filter(
    (setting) =>
      setting.path.toLowerCase().includes(wanted) ||
      (setting.help ?? '').toLowerCase().includes(wanted) ||
      changed.includes(setting),
  );
  const fieldOf = (setting: OfferedSetting) => (
    <SettingField
      key={setting.path}
      setting={setting}
      shown={shownOf(setting, changes)}
      changed={changed.includes(setting)}
      wrong={wrong === setting.path}
      onChange={(value) => {
        onChange({ ...changes, [setting.path]: value });
      }}
    />
  );
  return (
    <>
      <div className="settings">{first.map(fieldOf)}</div>
      <details className="fold" open={others.some((one) => changed.includes(one)) || undefined}>
        <summary>{t('settingsChanged', { count: others.length, changed: changed.length })}</summary>
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
        <div className="settings">{shown.map(fieldOf)}</div>
      </details>
    </>
  );
}
