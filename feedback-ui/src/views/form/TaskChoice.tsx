import { useId } from 'react';
import type { Task } from '../../domain/form';
import { useTexts } from './texts';

interface TaskChoiceProps {
  readonly task: Task;
  readonly locked: boolean;
  readonly onChange: (task: Task) => void;
}

const TASKS: readonly Task[] = ['COMPARE', 'RANK', 'DEMONSTRATE'];

/** What raters do with an item. */
export function TaskChoice({ task, locked, onChange }: TaskChoiceProps) {
  const t = useTexts();
  const group = useId();
  return (
    <fieldset className="choices" aria-describedby={locked ? `${group}-locked` : undefined}>
      <legend>{t('task')}</legend>
      {TASKS.map((one) => (
        <label key={one} className="choice-card">
          <input
            type="radio"
            name={group}
            checked={task === one}
            disabled={locked && task !== one}
            onChange={() => {
              onChange(one);
            }}
          />
          <strong>{t(`task-${one}`)}</strong>
          <span className="hint">{t(`task-${one}-hint`)}</span>
        </label>
      ))}
      {locked && (
        <p id={`${group}-locked`} className="hint choices-note">
          {t('taskLocked')}
        </p>
      )}
    </fieldset>
  );
}
