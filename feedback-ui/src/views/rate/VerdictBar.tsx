import type { KeyboardEvent, ReactNode } from 'react';
import { CHOICES, type Command, type Keys } from '../../domain/keys';
import { saidOf, sameChoice, SCALE, type Choice } from '../../domain/verdict';
import { useTexts } from './texts';

interface VerdictBarProps {
  readonly keys: Keys;
  readonly disabled: boolean;
  /** What the person has chosen. */
  readonly chosen: Choice | undefined;
  readonly perform: (command: Command) => void;
}

/** What is read out holds what is written: who speaks to the page says the word that they see. */
const named = (word: string, label: string): string =>
  label.includes(word) ? label : `${word}: ${label}`;

/** A held Enter or Space would press the button again for every item that follows. */
const withoutRepeat = (event: KeyboardEvent): void => {
  if (event.repeat) {
    event.preventDefault();
  }
};

/** The scale from "A much better" to "B much better", and the two ways to say neither. */
export function VerdictBar(props: VerdictBarProps & { readonly children?: ReactNode }) {
  const { keys, disabled, chosen, perform, children } = props;
  const texts = useTexts();
  return (
    <div className="verdicts" role="group" aria-label={texts('compareTitle')}>
      <p className="scale-ends" aria-hidden="true">
        <span className="end-a">{texts('aIsBetter')}</span>
        <span className="end-b">{texts('bIsBetter')}</span>
      </p>
      <div className="scale">
        {SCALE.map((command) => {
          const choice = CHOICES[command] as Choice;
          const word = texts(`word-${command}`);
          return (
            <button
              key={command}
              type="button"
              className="point"
              data-verdict={choice.verdict}
              data-strength={choice.strength}
              aria-keyshortcuts={keys[command]}
              aria-pressed={sameChoice(chosen, choice)}
              disabled={disabled}
              onKeyDown={withoutRepeat}
              onClick={() => {
                perform(command);
              }}
            >
              <kbd aria-hidden="true">{keys[command].toUpperCase()}</kbd>
              <span aria-hidden="true">{word}</span>
              <span className="unseen">{named(word, texts(`said-${saidOf(choice)}`))}</span>
            </button>
          );
        })}
      </div>
      <div className="neither">
        <NeitherButton command="bothBad" {...props} />
        <SkipButton {...props} />
        {children}
      </div>
    </div>
  );
}

export const SkipButton = (props: VerdictBarProps) => <NeitherButton command="skip" {...props} />;

interface NeitherButtonProps extends VerdictBarProps {
  readonly command: 'bothBad' | 'skip';
}

function NeitherButton({ command, keys, disabled, chosen, perform }: NeitherButtonProps) {
  const texts = useTexts();
  const choice = CHOICES[command] as Choice;
  return (
    <button
      type="button"
      className="button quiet"
      aria-keyshortcuts={keys[command]}
      aria-pressed={command === 'bothBad' ? sameChoice(chosen, choice) : undefined}
      data-verdict={choice.verdict}
      disabled={disabled}
      onKeyDown={withoutRepeat}
      onClick={() => {
        perform(command);
      }}
    >
      {texts(`button-${command}`)} <kbd aria-hidden="true">{keys[command].toUpperCase()}</kbd>
    </button>
  );
}
