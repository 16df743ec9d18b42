import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { wordsOf } from '../../components/text/words';
import { useTexts } from './texts';

interface Span {
  readonly start: number;
  readonly end: number;
}

interface WordChooserProps {
  readonly text: string;
  readonly letter: string;
  readonly reasons: readonly string[];
  readonly span: Span | undefined;
  readonly setSpan: (span: Span | undefined) => void;
  readonly mark: (reason: string) => void;
  readonly onEnd: () => void;
}

/** A text whose words are chosen by the keyboard: arrows go from word to word, with Shift they select. */
export function WordChooser({
  text,
  letter,
  reasons,
  span,
  setSpan,
  mark,
  onEnd,
}: WordChooserProps) {
  const texts = useTexts();
  const words = useMemo(() => wordsOf(text), [text]);
  const [choice, setChoice] = useState({ anchor: 0, at: 0 });
  const field = useRef<HTMLDivElement>(null);
  useEffect(() => {
    field.current?.focus();
  }, []);
  const go = (by: number, extend: boolean): void => {
    const at = Math.max(0, Math.min(words.length - 1, choice.at + by));
    const anchor = extend ? choice.anchor : at;
    setChoice({ anchor, at });
    const first = words[Math.min(anchor, at)];
    const last = words[Math.max(anchor, at)];
    setSpan(first && last && { start: first.start, end: last.end });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const forward = getComputedStyle(event.currentTarget).direction === 'rtl' ? -1 : 1;
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: forward,
      ArrowLeft: -forward,
      ArrowDown: 10,
      ArrowUp: -10,
      Home: -words.length,
      End: words.length,
    };
    const by = steps[event.key];
    const reason = reasons[Number(event.key) - 1];
    if (by !== undefined) {
      go(by, event.shiftKey);
    } else if (reason !== undefined && span) {
      mark(reason);
    } else if (event.key === 'Escape') {
      onEnd();
    } else {
      return;
    }
    event.preventDefault();
    // In a dialog, Escape would close it.
    event.stopPropagation();
  };
  const shown = span ?? words[choice.at] ?? { start: 0, end: 0 };
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- it is a field for the arrow keys
    <div
      ref={field}
      className="text word-chooser"
      role="application"
      aria-label={texts('wordsOf', { letter })}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it is a field for the arrow keys
      tabIndex={0}
      data-own-keys
      dir="auto"
      onKeyDown={onKeyDown}
    >
      {text.slice(0, shown.start)}
      <span className="chosen">{text.slice(shown.start, shown.end)}</span>
      {text.slice(shown.end)}
    </div>
  );
}
