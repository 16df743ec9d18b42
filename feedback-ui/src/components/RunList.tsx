import { percent, type PromptRun } from '../domain/promptRuns';
import { Command } from './Command';
import { Time } from './Time';

interface RunListProps {
  readonly runs: readonly PromptRun[];
  readonly href: (id: string) => string;
}

/** Runs, newest first, with the pass rate of each of their prompts. */
export function RunList({ runs, href }: RunListProps) {
  if (runs.length === 0) {
    return (
      <Command line="./attune prompts run --suite FILE --model M && ./attune prompts push prompt-runs/SUITE/1">
        No run was sent yet. Run a suite, and send its folder:
      </Command>
    );
  }
  return (
    <ul className="projects">
      {runs.map((run) => (
        <li key={run.id}>
          <a className="project" href={href(run.id)}>
            <strong>{run.suite}</strong>
            <span className="chips">
              <Time at={run.at} /> · {run.cases} {run.cases === 1 ? 'case' : 'cases'}
              {run.stored < run.rows && ` · ${run.stored} of ${run.rows} rows have arrived`}
            </span>
            <span className="chips">
              {run.summaries.map(({ prompt, provider, passRate }) => (
                <span key={`${prompt} ${provider}`} className="chip">
                  {prompt}: {passRate ? percent(passRate.mean) : 'unchecked'}
                </span>
              ))}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}
