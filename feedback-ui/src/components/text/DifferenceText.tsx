import type { Run } from './differences';
import { useTexts } from './useTexts';

/** A text with what the other one does not say, and little of what both share. */
export function DifferenceText({ runs }: { readonly runs: readonly Run[] }) {
  const texts = useTexts();
  return (
    <div className="text differences" dir="auto">
      {runs.map((run, index) => {
        switch (run.kind) {
          case 'same':
            return <span key={index}>{run.text}</span>;
          case 'own':
            return <ins key={index}>{run.text}</ins>;
          case 'gap':
            return (
              <span key={index} className="difference-gap">
                {texts('sameWords', { words: run.words })}
              </span>
            );
        }
      })}
      {runs.every(({ kind }) => kind === 'gap') && <p className="nothing">{texts('noneOwn')}</p>}
    </div>
  );
}
