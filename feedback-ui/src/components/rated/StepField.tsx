import { useId } from 'react';
import { STEPS, type Step } from '../../domain/opinions';
import { useRatedTexts } from './texts';

interface StepFieldProps {
  readonly value: Step | undefined;
  readonly onChange: (step: Step) => void;
}

/** What is said of a pair: one of the seven steps, or that both are bad. */
export function StepField({ value, onChange }: StepFieldProps) {
  const t = useRatedTexts();
  const name = useId();
  return (
    <fieldset className="steps">
      <legend>{t('whichIsBetter')}</legend>
      {STEPS.map((step) => (
        <label key={step} className="step" data-chosen={step === value || undefined}>
          <input
            type="radio"
            name={name}
            value={step}
            checked={step === value}
            onChange={() => {
              onChange(step);
            }}
          />
          <span>{t(`step-${step}`)}</span>
        </label>
      ))}
    </fieldset>
  );
}
