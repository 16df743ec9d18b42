import { useCallback } from 'react';
import { Alert } from '../../components/Alert';
import { Command } from '../../components/Command';
import { LabelChip } from '../../components/LabelChip';
import { RunList } from '../../components/RunList';
import { useLoaded } from '../../components/useLoaded';
import type { Problem } from '../../domain/problem';
import type { PromptLibrary } from '../../domain/promptLibrary';
import { promptHref, runHref } from './promptAddress';

interface PromptsViewProps {
  readonly library: PromptLibrary;
  readonly onProblem: (problem: Problem) => void;
}

/** All prompts with their labels, and the newest runs. */
export function PromptsView({ library, onProblem }: PromptsViewProps) {
  const { value, problem, reload } = useLoaded(
    useCallback(async () => {
      const [prompts, runs] = await Promise.all([library.prompts(), library.runs()]);
      return { prompts, runs };
    }, [library]),
    onProblem,
  );
  return (
    <>
      <h1>Prompts</h1>
      <Alert sentence={problem?.sentence} retry={reload} />
      {value?.prompts.length === 0 && (
        <Command line="./attune prompts push FILE --label staging --user NAME --password-file FILE">
          No prompt is in the library yet. Send the first, or a run of a suite, from the command
          line:
        </Command>
      )}
      {value && value.prompts.length > 0 && (
        <ul className="projects">
          {value.prompts.map((prompt) => (
            <li key={prompt.name}>
              <a className="project" href={promptHref(prompt.name)}>
                <strong>{prompt.name}</strong>
                <span className="chips">
                  {prompt.latest} {prompt.latest === 1 ? 'version' : 'versions'}
                  {prompt.labels.map(({ label, version }) => (
                    <LabelChip key={label} label={`${label} → ${version}`} />
                  ))}
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
      {value && (
        <section className="block" aria-labelledby="runs">
          <h2 id="runs">Runs</h2>
          <RunList runs={value.runs} href={runHref} />
        </section>
      )}
    </>
  );
}
