import type { KeyboardEvent } from 'react';
import { withFlag, type AnswerDraft } from '../../domain/draft';
import { scoresOf, type Axis, type Form } from '../../domain/form';
import { goToNextQuestion } from './questions';
import { useTexts } from './texts';

interface AnswerQuestionsProps {
  readonly letter: string;
  readonly form: Form;
  readonly own: AnswerDraft;
  readonly disabled: boolean;
  readonly change: (by: (answer: AnswerDraft) => AnswerDraft) => void;
}

/** What is asked of one answer: a score on each axis, and flags. */
export function AnswerQuestions({ letter, form, own, disabled, change }: AnswerQuestionsProps) {
  const texts = useTexts();
  return (
    <>
      {form.axes.map((axis) => (
        <Scores
          key={axis.name}
          {...{ letter, axis, disabled }}
          score={own.scores[axis.name]}
          onScore={(score) => {
            change((answer) => ({ ...answer, scores: { ...answer.scores, [axis.name]: score } }));
          }}
        />
      ))}
      {form.flags.length > 0 && (
        <fieldset className="flags" disabled={disabled}>
          <legend>{texts('flags', { letter })}</legend>
          {form.flags.map((flag) => (
            <button
              key={flag}
              type="button"
              className="chip"
              aria-pressed={own.flags.includes(flag)}
              onClick={() => {
                change(withFlag(flag));
              }}
            >
              {flag}
            </button>
          ))}
        </fieldset>
      )}
    </>
  );
}

interface ScoresProps {
  readonly letter: string;
  readonly axis: Axis;
  readonly score: number | undefined;
  readonly disabled: boolean;
  readonly onScore: (score: number) => void;
}

/** A row of radio buttons. A digit gives its score and goes on to the next question; arrows move within the row. */
function Scores({ letter, axis, score, disabled, onScore }: ScoresProps) {
  const texts = useTexts();
  const scores = scoresOf(axis);
  const name = `score-${letter}-${axis.name}`;
  const meaningOf = (value: number): string | undefined =>
    value === axis.lowest ? axis.low : value === axis.highest ? axis.high : undefined;
  const onKeyDown = (event: KeyboardEvent): void => {
    const value = Number(event.key);
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (plain && /^\d$/.test(event.key) && scores.includes(value)) {
      event.preventDefault();
      onScore(value);
      // Once this answer is on the screen, the next question that is open is another one.
      requestAnimationFrame(goToNextQuestion);
    }
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- hears the keys of its radio buttons
    <fieldset
      className="scores"
      disabled={disabled}
      data-open-question={score === undefined ? '' : undefined}
      onKeyDown={onKeyDown}
    >
      <legend>{texts('scores', { label: axis.label, letter })}</legend>
      <div className="score-row">
        {axis.low && <span aria-hidden="true">{axis.low}</span>}
        {scores.map((value) => {
          const meaning = meaningOf(value);
          return (
            <label key={value} className="score">
              <input
                type="radio"
                name={name}
                value={value}
                checked={score === value}
                aria-label={meaning ? texts('scoreWith', { score: value, meaning }) : String(value)}
                onChange={() => {
                  onScore(value);
                }}
              />
              <span aria-hidden="true">{value}</span>
            </label>
          );
        })}
        {axis.high && <span aria-hidden="true">{axis.high}</span>}
      </div>
    </fieldset>
  );
}
