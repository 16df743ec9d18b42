import { Field } from '../../components/Field';
import type { Setup } from './setup';
import { usePlaygroundTexts } from './texts';

interface SamplingFieldsProps {
  readonly setup: Setup;
  readonly onChange: (changed: Partial<Setup>) => void;
}

/** How both answers are drawn. */
export function SamplingFields({ setup, onChange }: SamplingFieldsProps) {
  const t = usePlaygroundTexts();
  return (
    <details className="fold">
      <summary>{t('sampling')}</summary>
      <div className="settings">
        <Field
          label={t('temperature')}
          type="number"
          min={0}
          max={2}
          step="any"
          value={setup.temperature}
          onChange={(event) => {
            onChange({ temperature: event.target.value });
          }}
        />
        <Field
          label={t('topP')}
          type="number"
          min={0.01}
          max={1}
          step="any"
          value={setup.topP}
          onChange={(event) => {
            onChange({ topP: event.target.value });
          }}
        />
        <Field
          label={t('maxNewTokens')}
          type="number"
          min={1}
          max={4096}
          value={setup.maxNewTokens}
          onChange={(event) => {
            onChange({ maxNewTokens: event.target.value });
          }}
        />
      </div>
    </details>
  );
}
