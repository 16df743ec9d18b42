import { useCallback } from 'react';
import { Alert } from '../../components/Alert';
import { Conversation } from '../../components/Conversation';
import { useLoaded } from '../../components/useLoaded';
import type { Problem } from '../../domain/problem';
import type { PromptLibrary } from '../../domain/promptLibrary';
import { turnsOf } from '../../domain/prompts';

interface VersionSectionProps {
  readonly library: PromptLibrary;
  readonly name: string;
  readonly version: number;
  readonly onProblem: (problem: Problem) => void;
}

/** A version as it stands, with its variables still open. */
export function VersionSection({ library, name, version, onProblem }: VersionSectionProps) {
  const { value, problem, reload } = useLoaded(
    useCallback(() => library.version(name, version), [library, name, version]),
    onProblem,
  );
  return (
    <section className="block" aria-labelledby="newest">
      <h2 id="newest">Version {version}, the newest</h2>
      <Alert sentence={problem?.sentence} retry={reload} />
      {value && (
        <>
          {value.variables.length > 0 && (
            <p className="chips">
              Variables:
              {value.variables.map((variable) => (
                <code key={variable} className="chip">
                  {variable}
                </code>
              ))}
            </p>
          )}
          <Conversation messages={turnsOf(value)} />
          {Object.keys(value.content.settings).length > 0 && (
            <details>
              <summary>Settings</summary>
              <pre className="text">{JSON.stringify(value.content.settings, null, 2)}</pre>
            </details>
          )}
        </>
      )}
    </section>
  );
}
