import { DiffLines } from '../../components/DiffLines';
import type { TaskPart } from '../../domain/taskParts';
import { useTexts } from './texts';

/** A task's parts as they are, and what changes of them line by line. */
export function TaskParts({ parts }: { readonly parts: readonly TaskPart[] }) {
  const t = useTexts();
  return parts.map(({ part, changed, lines }) => (
    <div key={part} className="part">
      <h3>{t(`part-${part}`)}</h3>
      {changed ? (
        <DiffLines lines={lines} />
      ) : (
        <div className="text answer-text">{lines.map(({ text }) => text).join('\n')}</div>
      )}
    </div>
  ));
}
