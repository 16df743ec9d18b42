import type { KeyboardEvent } from 'react';
import { BOTH_BAD, SCALE, SKIP, type Choice } from '../domain/verdict';

interface VerdictBarProps {
  readonly disabled: boolean;
  /** The choice that is on its way to the service. */
  readonly sending: Choice | undefined;
  readonly onChoose: (choice: Choice) => void;
}

const same = (one: Choice | undefined, other: Choice): boolean =>
  one?.verdict === other.verdict && one.strength === other.strength;

/** What is read out holds what is written: who speaks to the page says the word that they see. */
const named = (word: string, label: string): string =>
  label.includes(word) ? label : `${word}: ${label}`;

/** A held Enter or Space would press the button again for every pair that follows. */
const withoutRepeat = (event: KeyboardEvent): void => {
  if (event.repeat) {
    event.preventDefault();
  }
};

/** The scale from "A much better" to "B much better", and the two ways to say neither. */
export function VerdictBar({ disabled, sending, onChoose }: VerdictBarProps) {
  return (
    <div className="verdicts" role="group" aria-label="Which answer is better?">
      <p className="scale-ends" aria-hidden="true">
        <span className="end-a">A is better</span>
        <span className="end-b">B is better</span>
      </p>
      <div className="scale">
        {SCALE.map(({ key, choice, word, label }) => (
          <button
            key={key}
            type="button"
            className="point"
            data-verdict={choice.verdict}
            data-strength={choice.strength}
            aria-keyshortcuts={key}
            aria-pressed={same(sending, choice)}
            disabled={disabled}
            onKeyDown={withoutRepeat}
            onClick={() => {
              onChoose(choice);
            }}
          >
            <kbd aria-hidden="true">{key}</kbd>
            <span aria-hidden="true">{word}</span>
            <span className="unseen">{named(word, label)}</span>
          </button>
        ))}
      </div>
      <div className="neither">
        <NeitherButton
          letter="X"
          text="Both are bad"
          choice={BOTH_BAD}
          {...{ disabled, onChoose }}
        />
        <NeitherButton letter="S" text="Skip" choice={SKIP} {...{ disabled, onChoose }} />
      </div>
    </div>
  );
}

interface NeitherButtonProps {
  readonly letter: string;
  readonly text: string;
  readonly choice: Choice;
  readonly disabled: boolean;
  readonly onChoose: (choice: Choice) => void;
}

function NeitherButton({ letter, text, choice, disabled, onChoose }: NeitherButtonProps) {
  return (
    <button
      type="button"
      className="button quiet"
      aria-keyshortcuts={letter}
      data-verdict={choice.verdict}
      disabled={disabled}
      onKeyDown={withoutRepeat}
      onClick={() => {
        onChoose(choice);
      }}
    >
      {text} <kbd aria-hidden="true">{letter}</kbd>
    </button>
  );
}
