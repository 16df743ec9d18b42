import { useId } from 'react';
import { Field } from '../../components/Field';
import { useTexts } from './texts';

/** What is typed of who is to rate prompts, and how soon. */
export interface TypedWanted {
  readonly language: string;
  readonly skills: string;
  readonly priority: number;
}

export const ANYBODY: TypedWanted = { language: '', skills: '', priority: 0 };

const PRIORITIES = [2, 1, 0, -1, -2] as const;

interface WantedFieldsProps {
  readonly typed: TypedWanted;
  readonly onChange: (typed: TypedWanted) => void;
}

/** Who is to rate the answers to new prompts, and how soon; folded away, as mostly anybody may. */
export function WantedFields({ typed, onChange }: WantedFieldsProps) {
  const t = useTexts();
  const id = useId();
  return (
    <details>
      <summary>{t('wanted')}</summary>
      <Field
        label={t('wantedLanguage')}
        hint={t('wantedLanguageHint')}
        value={typed.language}
        onChange={(event) => {
          onChange({ ...typed, language: event.target.value });
        }}
      />
      <Field
        label={t('skills')}
        hint={t('skillsHint')}
        dir="auto"
        value={typed.skills}
        onChange={(event) => {
          onChange({ ...typed, skills: event.target.value });
        }}
      />
      <div className="field">
        <label htmlFor={id}>{t('priority')}</label>
        <select
          id={id}
          className="choice"
          value={typed.priority}
          onChange={(event) => {
            onChange({ ...typed, priority: Number(event.target.value) });
          }}
        >
          {PRIORITIES.map((priority) => (
            <option key={priority} value={priority}>
              {t(`priority${priority}`)}
            </option>
          ))}
        </select>
      </div>
    </details>
  );
}
