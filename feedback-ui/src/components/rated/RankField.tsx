import { useId } from 'react';
import { letterOf } from '../../domain/opinions';
import { useRatedTexts } from './texts';

interface RankFieldProps {
  /** The place of each answer from 1; 0 where it has none. */
  readonly places: readonly number[];
  readonly onChange: (places: readonly number[]) => void;
}

/** An order of answers by a place for each; equal places are ties. */
export function RankField({ places, onChange }: RankFieldProps) {
  const t = useRatedTexts();
  const id = useId();
  return (
    <fieldset className="ranks">
      <legend>{t('order')}</legend>
      <p className="hint">{t('orderHint')}</p>
      {places.map((place, answer) => (
        <div key={answer} className="rank">
          <label htmlFor={`${id}-${answer}`}>{t('answer', { letter: letterOf(answer) })}</label>
          <select
            id={`${id}-${answer}`}
            className="choice"
            value={place}
            onChange={(event) => {
              const chosen = Number(event.target.value);
              onChange(places.map((before, other) => (other === answer ? chosen : before)));
            }}
          >
            <option value={0}>{t('notRanked')}</option>
            {places.map((_, index) => (
              <option key={index} value={index + 1}>
                {t('place', { place: index + 1 })}
              </option>
            ))}
          </select>
        </div>
      ))}
    </fieldset>
  );
}
