import type { KeyboardEvent } from 'react';
import {
  cellText,
  outcomeOf,
  severalProviders,
  type Column,
  type RunCase,
} from '../../domain/promptRuns';
import { useTexts } from './texts';

interface RunMatrixProps {
  readonly cases: readonly RunCase[];
  readonly columns: readonly Column[];
  /** Shows the row at a position. */
  readonly onOpen: (position: number) => void;
}

/** Cases × prompts: a sign for each, and all of it on a click. Arrow keys move between the cells. */
export function RunMatrix({ cases, columns, onOpen }: RunMatrixProps) {
  const t = useTexts();
  const several = severalProviders(columns);
  if (cases.length === 0) {
    return <p className="lead">{t('allPassed')}</p>;
  }
  return (
    <div className="wide">
      <table className="matrix">
        <thead>
          <tr>
            <th scope="col">{t('case')}</th>
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
                <span className="hint">{one.number}</span> <bdi>{one.title}</bdi>
              </th>
              {columns.map((column, at) => (
                <td key={`${column.prompt} ${column.provider}`}>
                  <CaseCell {...{ one, column, onOpen }} place={`${row}:${at}`} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CaseCellProps {
  readonly one: RunCase;
  readonly column: Column;
  /** Its row and column in the table. */
  readonly place: string;
  readonly onOpen: (position: number) => void;
}

function CaseCell({ one, column, place, onOpen }: CaseCellProps) {
  const t = useTexts();
  const outcome = outcomeOf(one, column);
  return (
    outcome && (
      <button
        type="button"
        className={`cell cell-${outcome.state.toLowerCase()}`}
        data-cell={place}
        title={outcome.reason}
        aria-label={t('cell', { prompt: column.prompt, state: outcome.state })}
        onKeyDown={move}
        onClick={() => {
          onOpen(outcome.position);
        }}
      >
        {cellText(outcome)}
      </button>
    )
  );
}

/** Rows and columns to go; what is to the right is the next column only where one reads from left to right. */
function stepOf(key: string, rightToLeft: boolean): readonly [number, number] | undefined {
  const forward = rightToLeft ? -1 : 1;
  switch (key) {
    case 'ArrowUp':
      return [-1, 0];
    case 'ArrowDown':
      return [1, 0];
    case 'ArrowLeft':
      return [0, -forward];
    case 'ArrowRight':
      return [0, forward];
    default:
      return undefined;
  }
}

function move(event: KeyboardEvent<HTMLButtonElement>): void {
  const step = stepOf(event.key, document.documentElement.dir === 'rtl');
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
