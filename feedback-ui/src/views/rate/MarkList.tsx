import { unitAt } from '../../components/text/codePoints';
import type { Highlight } from '../../domain/draft';
import { without } from '../../domain/without';
import { leaveField } from './leaveField';
import { useTexts } from './texts';

interface MarkListProps {
  readonly text: string;
  readonly letter: string;
  readonly marks: readonly Highlight[];
  readonly disabled: boolean;
  readonly onMark: (marks: readonly Highlight[]) => void;
}

/** The marks of an answer, with room for why, and a way to take each away. */
export function MarkList({ text, letter, marks, disabled, onMark }: MarkListProps) {
  const texts = useTexts();
  if (marks.length === 0) {
    return null;
  }
  return (
    <ul className="marks" aria-label={texts('marks', { letter })}>
      {marks.map((mark, index) => {
        const { start, end, reason, comment = '' } = mark;
        const words = text.slice(unitAt(text, start), unitAt(text, end));
        return (
          <li key={`${String(start)}-${String(end)}-${reason}`}>
            <mark dir="auto">{words}</mark> <strong>{reason}</strong>
            <input
              type="text"
              aria-label={texts('markComment', { reason })}
              placeholder={texts('markComment', { reason })}
              dir="auto"
              readOnly={disabled}
              value={comment}
              onKeyDown={leaveField}
              onChange={({ target: { value } }) => {
                const next = value === '' ? without(mark, 'comment') : { ...mark, comment: value };
                onMark(marks.map((other, at) => (at === index ? next : other)));
              }}
            />
            <button
              type="button"
              className="link"
              disabled={disabled}
              aria-label={texts('remove', { reason, text: words })}
              onClick={() => {
                onMark(marks.filter((_, at) => at !== index));
              }}
            >
              <span aria-hidden="true">×</span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
