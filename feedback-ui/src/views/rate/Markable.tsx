import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { codePointsBefore, unitAt } from '../../components/text/codePoints';
import { selectedSpan } from '../../components/text/marks';
import { RichText } from '../../components/text/RichText';
import type { Highlight } from '../../domain/draft';
import { MarkList } from './MarkList';
import { useTexts } from './texts';
import { WordChooser } from './WordChooser';

interface MarkableProps {
  readonly text: string;
  readonly letter: string;
  readonly reasons: readonly string[];
  readonly marks: readonly Highlight[];
  readonly written: boolean;
  readonly disabled: boolean;
  readonly onMark: (marks: readonly Highlight[]) => void;
}

interface Span {
  readonly start: number;
  readonly end: number;
}

/** An answer of which words can be marked, with the mouse, a finger or the keyboard. */
export function Markable(props: MarkableProps) {
  const { text, letter, reasons, marks, written, disabled, onMark } = props;
  const texts = useTexts();
  const place = useRef<HTMLDivElement>(null);
  const [choosing, setChoosing] = useState(false);
  const [span, setSpan] = useSelection(place);
  const shown = useMemo(
    () =>
      marks.map(({ start, end, reason }) => ({
        start: unitAt(text, start),
        end: unitAt(text, end),
        reason,
      })),
    [marks, text],
  );
  const mark = (reason: string): void => {
    if (span && !disabled) {
      const start = codePointsBefore(text, span.start);
      const end = codePointsBefore(text, span.end);
      onMark([...marks, { start, end, reason }].sort((a, b) => a.start - b.start));
      window.getSelection()?.removeAllRanges();
      setSpan(undefined);
    }
  };
  return (
    <div className="markable">
      {choosing ? (
        <WordChooser
          {...{ text, letter, reasons, span, setSpan, mark }}
          onEnd={() => {
            setChoosing(false);
          }}
        />
      ) : (
        <div ref={place}>
          <RichText source={text} written={written} marks={shown} />
        </div>
      )}
      <div className="marking" role="group" aria-label={texts('mark')}>
        {span ? (
          <>
            <p className="marking-text" role="status">
              {texts('selected', { text: text.slice(span.start, span.end) })}
            </p>
            {reasons.map((reason, index) => (
              <button
                key={reason}
                type="button"
                className="chip"
                disabled={disabled}
                // A press on the button would end the selection that it is about.
                onPointerDown={(event) => {
                  event.preventDefault();
                }}
                onClick={() => {
                  mark(reason);
                }}
              >
                {texts('markAs', { reason })} <kbd aria-hidden="true">{index + 1}</kbd>
              </button>
            ))}
          </>
        ) : (
          <p className="hint">{texts(choosing ? 'wordsHint' : 'markHint', { letter })}</p>
        )}
        <button
          type="button"
          className="link"
          disabled={disabled}
          onClick={() => {
            setSpan(undefined);
            setChoosing(!choosing);
          }}
        >
          {texts(choosing ? 'stopChoosing' : 'chooseWords')}
        </button>
      </div>
      <MarkList {...{ text, letter, marks, disabled, onMark }} />
    </div>
  );
}

/** What is selected in an element, as a span of the text's source. */
function useSelection(place: { readonly current: HTMLElement | null }) {
  const [span, setSpan] = useState<Span>();
  const look = useCallback(() => {
    const within = place.current;
    const found = within ? selectedSpan(within) : undefined;
    if (found) {
      setSpan(found);
    } else if (within && window.getSelection()?.isCollapsed !== false) {
      setSpan(undefined);
    }
  }, [place]);
  useEffect(() => {
    document.addEventListener('selectionchange', look);
    return () => {
      document.removeEventListener('selectionchange', look);
    };
  }, [look]);
  return [span, setSpan] as const;
}
