import { useId } from 'react';
import { letterOf, type AskedForm, type Remarks } from '../../domain/opinions';
import { useRatedTexts } from './texts';

interface RemarkFieldsProps {
  readonly form: AskedForm;
  readonly answers: number;
  readonly remarks: readonly Remarks[];
  readonly onChange: (remarks: readonly Remarks[]) => void;
}

/** Scores and flags of each answer, as far as the form asks for them. */
export function RemarkFields({ form, answers, remarks, onChange }: RemarkFieldsProps) {
  const t = useRatedTexts();
  const id = useId();
  if (form.axes.length === 0 && form.flags.length === 0) {
    return null;
  }
  const all = Array.from({ length: answers }, (_, place) => remarks[place] ?? {});
  const change = (place: number, of: Remarks): void => {
    onChange(all.map((before, other) => (other === place ? { ...before, ...of } : before)));
  };
  return (
    <>
      {all.map(({ scores, flags }, place) => (
        <fieldset key={place} className="remarks">
          <legend>{t('answer', { letter: letterOf(place) })}</legend>
          {form.axes.map(({ name, label, lowest, highest }) => (
            <div key={name} className="rank">
              <label htmlFor={`${id}-${place}-${name}`}>{label}</label>
              <select
                id={`${id}-${place}-${name}`}
                className="choice"
                value={scores?.[name] ?? ''}
                onChange={(event) => {
                  const others = Object.fromEntries(
                    Object.entries(scores ?? {}).filter(([axis]) => axis !== name),
                  );
                  const score = event.target.value;
                  change(place, {
                    scores: score === '' ? others : { ...others, [name]: Number(score) },
                  });
                }}
              >
                <option value="">{t('notScored')}</option>
                {Array.from({ length: highest - lowest + 1 }, (_, step) => (
                  <option key={step} value={lowest + step}>
                    {lowest + step}
                  </option>
                ))}
              </select>
            </div>
          ))}
          {form.flags.map((flag) => (
            <label key={flag} className="step">
              <input
                type="checkbox"
                checked={flags?.includes(flag) ?? false}
                onChange={(event) => {
                  const others = (flags ?? []).filter((set) => set !== flag);
                  change(place, { flags: event.target.checked ? [...others, flag] : others });
                }}
              />
              <span>{flag}</span>
            </label>
          ))}
        </fieldset>
      ))}
    </>
  );
}
