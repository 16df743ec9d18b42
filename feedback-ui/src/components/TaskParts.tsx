import type { TaskPart } from '../domain/taskParts';
import { DiffLines } from './DiffLines';

interface TaskPartsProps {
  readonly parts: readonly TaskPart[];
  /** Whether what stayed the same is left out. */
  readonly changesOnly: boolean;
}

/** A task's parts as they are, or what changes of them. */
export function TaskParts({ parts, changesOnly }: TaskPartsProps) {
  const shown = changesOnly ? parts.filter(({ changed }) => changed) : parts;
  if (shown.length === 0) {
    return <p className="lead">Both say the same.</p>;
  }
  return shown.map(({ part, changed, lines }) => (
    <div key={part} className="part">
      <h3>{part}</h3>
      {changed ? (
        <DiffLines lines={lines} />
      ) : (
        <div className="text answer-text">{lines.map(({ text }) => text).join('\n')}</div>
      )}
    </div>
  ));
}
