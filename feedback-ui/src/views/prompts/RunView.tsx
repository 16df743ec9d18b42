import { useCallback, useState } from 'react';
import { Alert } from '../../components/Alert';
import { RemoveButton } from '../../components/RemoveButton';
import { RunMatrix } from '../../components/RunMatrix';
import { RunSummaries } from '../../components/RunSummaries';
import { Time } from '../../components/Time';
import { useLetter } from '../../components/useLetter';
import { useLoaded } from '../../components/useLoaded';
import type { Problem } from '../../domain/problem';
import type { PromptLibrary } from '../../domain/promptLibrary';
import { columnsOf } from '../../domain/promptRuns';
import { allCases } from '../../usecases/allCases';
import { CompareSection } from './CompareSection';
import { promptHref } from './promptAddress';
import { RowDialog } from './RowDialog';

interface RunViewProps {
  readonly library: PromptLibrary;
  readonly id: string;
  readonly onProblem: (problem: Problem) => void;
}

/** A run: what it says of each prompt, every case with every prompt, and two prompts side by side. */
export function RunView({ library, id, onProblem }: RunViewProps) {
  const [failedOnly, setFailedOnly] = useState(false);
  const [position, setPosition] = useState<number>();
  const run = useLoaded(
    useCallback(() => library.run(id), [library, id]),
    onProblem,
  );
  const cases = useLoaded(
    useCallback(() => allCases(library, id, failedOnly), [library, id, failedOnly]),
    onProblem,
  );
  useLetter('f', () => {
    setFailedOnly((only) => !only);
  });
  const problem = run.problem ?? cases.problem;
  return (
    <>
      <p className="crumbs">
        <a href="#/prompts">Prompts</a>
      </p>
      <h1>{run.value?.suite ?? 'Run'}</h1>
      <Alert
        sentence={problem?.sentence}
        retry={() => {
          run.reload();
          cases.reload();
        }}
      />
      {run.value && (
        <>
          <p className="hint">
            <Time at={run.value.at} /> · {run.value.cases} cases
            {run.value.note !== '' && ` · ${run.value.note}`}
          </p>
          {run.value.stored < run.value.rows && (
            <p className="notice" role="status">
              {run.value.stored} of {run.value.rows} rows have arrived. Send the folder again, and
              it goes on from there.
            </p>
          )}
          <RunSummaries run={run.value} href={promptHref} />
          <CompareSection library={library} run={run.value} onProblem={onProblem} />
          <section className="block" aria-labelledby="cases">
            <div className="sheet-head">
              <h2 id="cases">Cases</h2>
              <label className="check">
                <input
                  type="checkbox"
                  checked={failedOnly}
                  onChange={(event) => {
                    setFailedOnly(event.target.checked);
                  }}
                />{' '}
                Failed only <kbd>F</kbd>
              </label>
            </div>
            {cases.value && (
              <RunMatrix cases={cases.value} columns={columnsOf(run.value)} onOpen={setPosition} />
            )}
          </section>
          <RemoveButton
            name="Delete the run"
            consequence={`All of its ${run.value.stored} rows are gone for good.`}
            perform={async () => {
              await library.deleteRun(id);
              window.location.hash = '#/prompts';
            }}
          />
        </>
      )}
      {position !== undefined && (
        <RowDialog
          library={library}
          runId={id}
          position={position}
          onClose={() => {
            setPosition(undefined);
          }}
        />
      )}
    </>
  );
}
