import type { KeyboardEvent } from 'react';
import {
  cellText,
  outcomeOf,
  severalProviders,
  stateWord,
  type Column,
  type RunCase,
} from '../domain/promptRuns';

interface RunMatrixProps {
  readonly cases: readonly RunCase[];
  readonly columns: readonly Column[];
  /** Shows the row at a position. */
  readonly onOpen: (position: number) => void;
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Cases × prompts: a sign for each, and all of it on a click. Arrow keys move between the cells. */
export function RunMatrix({ cases, columns, onOpen }: RunMatrixProps) {
  const several = severalProviders(columns);
  if (cases.length === 0) {
    return <p className="lead">No case is left: every prompt passed.</p>;
  }
  return (
    <div className="wide">
      <table className="matrix">
        <thead>
          <tr>
            <th scope="col">Case</th>
            {columns.map(({ prompt, provider }) => (
              <th key={`${prompt} ${provider}`} scope="col">
                <span className="matrix-prompt">{prompt}</span>
                {several && <span className="hint">{provider}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cases.map((one, row) => (
            <tr key={one.number}>
              <th scope="row">
                <span className="hint">{one.number}</span> {one.title}
              </th>
              {columns.map((column, at) => {
                const outcome = outcomeOf(one, column);
                return (
                  <td key={`${column.prompt} ${column.provider}`}>
                    {outcome && (
                      <button
                        type="button"
                        className={`cell cell-${outcome.state.toLowerCase()}`}
                        data-cell={`${row}:${at}`}
                        title={outcome.reason}
                        aria-label={`${column.prompt}: ${stateWord(outcome.state)}`}
                        onKeyDown={move}
                        onClick={() => {
                          onOpen(outcome.position);
                        }}
                      >
                        {cellText(outcome)}
                      </button>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function move(event: KeyboardEvent<HTMLButtonElement>): void {
  const step = STEPS[event.key];
  if (!step) {
    return;
  }
  const [row = 0, column = 0] = (event.currentTarget.dataset.cell ?? '').split(':').map(Number);
  const next = event.currentTarget
    .closest('table')
    ?.querySelector<HTMLElement>(`[data-cell="${row + step[0]}:${column + step[1]}"]`);
  if (next) {
    event.preventDefault();
    next.focus();
  }
}
