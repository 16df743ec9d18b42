import { folded, type DiffLine } from '../domain/prompts';
import { useSharedTexts } from './texts';

const SIGNS = { SAME: ' ', REMOVED: '−', ADDED: '+' } as const;
const WORDS = { SAME: undefined, REMOVED: 'removed', ADDED: 'added' } as const;

/** Lines of two texts, what was taken out and what was put in; a sign says it as well as the colour. */
export function DiffLines({ lines }: { readonly lines: readonly DiffLine[] }) {
  const t = useSharedTexts();
  return (
    <ol className="diff" dir="auto">
      {folded(lines).map((line, index) => {
        if (line.change === 'FOLDED') {
          return (
            <li key={index} className="diff-fold">
              {t('linesUnchanged', { count: line.lines })}
            </li>
          );
        }
        const word = WORDS[line.change];
        return (
          <li key={index} className={`diff-${line.change.toLowerCase()}`}>
            <span className="diff-sign" aria-hidden="true">
              {SIGNS[line.change]}
            </span>
            <span className="text">
              {word && <span className="visually-hidden" dir="auto">{`${t(word)}: `}</span>}
              {line.text === '' ? '\u00a0' : line.text}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
