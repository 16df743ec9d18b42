import { useCallback, useState } from 'react';
import { Alert } from '../../components/Alert';
import { ComparisonResult } from '../../components/ComparisonResult';
import { useLoaded } from '../../components/useLoaded';
import type { Problem } from '../../domain/problem';
import type { PromptLibrary } from '../../domain/promptLibrary';
import type { PromptRun } from '../../domain/promptRuns';
import { sidesOf } from '../../usecases/sides';

interface CompareSectionProps {
  readonly library: PromptLibrary;
  readonly run: PromptRun;
  readonly onProblem: (problem: Problem) => void;
}

/** Two prompts side by side, of this run or of another of the same suite. */
export function CompareSection({ library, run, onProblem }: CompareSectionProps) {
  const [first, setFirst] = useState(0);
  const [second, setSecond] = useState(1);
  const sides = useLoaded(
    useCallback(async () => sidesOf(run, await library.runs()), [library, run]),
    onProblem,
  );
  const before = sides.value?.[first];
  const after = sides.value?.[second];
  const comparison = useLoaded(
    useCallback(async () => {
      if (!before || !after || before === after) {
        return undefined;
      }
      return library.compare(before.side, after.side);
    }, [library, before, after]),
    onProblem,
  );
  if (!sides.value || sides.value.length < 2) {
    return null;
  }
  const choices = sides.value.map(({ name }, index) => (
    <option key={index} value={index}>
      {name}
    </option>
  ));
  return (
    <section className="block" aria-labelledby="compare">
      <h2 id="compare">Side by side</h2>
      <div className="pickers">
        <label>
          Before
          <select
            value={first}
            onChange={(event) => {
              setFirst(Number(event.target.value));
            }}
          >
            {choices}
          </select>
        </label>
        <label>
          After
          <select
            value={second}
            onChange={(event) => {
              setSecond(Number(event.target.value));
            }}
          >
            {choices}
          </select>
        </label>
      </div>
      <Alert sentence={comparison.problem?.sentence} />
      {comparison.value && <ComparisonResult comparison={comparison.value} />}
    </section>
  );
}
