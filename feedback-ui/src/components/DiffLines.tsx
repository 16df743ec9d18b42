import { folded, type DiffLine } from '../domain/prompts';

const SIGNS = { SAME: ' ', REMOVED: '−', ADDED: '+' } as const;
const WORDS = { SAME: undefined, REMOVED: 'removed', ADDED: 'added' } as const;

/** Lines of two texts, what was taken out and what was put in; a sign says it as well as the colour. */
export function DiffLines({ lines }: { readonly lines: readonly DiffLine[] }) {
  return (
    <ol className="diff">
      {folded(lines).map((line, index) =>
        line.change === 'FOLDED' ? (
          <li key={index} className="diff-fold">
            {line.lines} {line.lines === 1 ? 'line' : 'lines'} unchanged
          </li>
        ) : (
          <li key={index} className={`diff-${line.change.toLowerCase()}`}>
            <span className="diff-sign" aria-label={WORDS[line.change]}>
              {SIGNS[line.change]}
            </span>
            <span className="text">{line.text === '' ? '\u00a0' : line.text}</span>
          </li>
        ),
      )}
    </ol>
  );
}
