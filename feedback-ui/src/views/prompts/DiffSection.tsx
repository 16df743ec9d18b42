import { useCallback } from 'react';
import { Alert } from '../../components/Alert';
import { DiffLines } from '../../components/DiffLines';
import { useLoaded } from '../../components/useLoaded';
import type { Problem } from '../../domain/problem';
import type { PromptLibrary } from '../../domain/promptLibrary';

interface DiffSectionProps {
  readonly library: PromptLibrary;
  readonly name: string;
  readonly pair: readonly [number, number];
  /** Where the newest version is shown as it is. */
  readonly back: string;
  readonly onProblem: (problem: Problem) => void;
}

const NAMES: Readonly<Record<string, string>> = {
  system: 'Instruction',
  examples: 'Examples',
  template: 'Template',
  settings: 'Settings',
};

/** What changed from one version to another, part by part. */
export function DiffSection({ library, name, pair, back, onProblem }: DiffSectionProps) {
  const [from, to] = pair;
  const { value, problem, reload } = useLoaded(
    useCallback(() => library.diff(name, from, to), [library, name, from, to]),
    onProblem,
  );
  const changed = value?.parts.filter((part) => part.changed) ?? [];
  return (
    <section className="block" aria-labelledby="changed">
      <div className="sheet-head">
        <h2 id="changed">
          From version {from} to version {to}
        </h2>
        <a className="link" href={back}>
          Show the newest
        </a>
      </div>
      <Alert sentence={problem?.sentence} retry={reload} />
      {value && changed.length === 0 && <p className="lead">Both say the same.</p>}
      {changed.map((part) => (
        <div key={part.part} className="part">
          <h3>{NAMES[part.part] ?? part.part}</h3>
          <DiffLines lines={part.lines} />
        </div>
      ))}
    </section>
  );
}
