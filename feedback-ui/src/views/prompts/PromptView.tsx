import { useCallback, useState } from 'react';
import { Alert } from '../../components/Alert';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { LabelLog } from '../../components/LabelLog';
import { RemoveButton } from '../../components/RemoveButton';
import { RunList } from '../../components/RunList';
import { useLoaded } from '../../components/useLoaded';
import { VersionList } from '../../components/VersionList';
import type { Problem } from '../../domain/problem';
import type { PromptLibrary } from '../../domain/promptLibrary';
import {
  deletionFault,
  mayMoveLabel,
  mayReadPrompts,
  PRODUCTION,
  type VersionSummary,
} from '../../domain/prompts';
import type { Session } from '../../domain/session';
import { DiffSection } from './DiffSection';
import { MoveLabel } from './MoveLabel';
import { diffHref, promptHref, runHref } from './promptAddress';
import { VersionSection } from './VersionSection';

interface PromptViewProps {
  readonly library: PromptLibrary;
  readonly session: Session;
  readonly name: string;
  /** The two versions that are compared; absent: the newest is shown as it is. */
  readonly pair: readonly [number, number] | undefined;
  readonly onProblem: (problem: Problem) => void;
}

/** A prompt: its versions, what changed between two, its labels, its runs and who did what. */
export function PromptView({ library, session, name, pair, onProblem }: PromptViewProps) {
  const [moving, setMoving] = useState<VersionSummary>();
  const [removing, setRemoving] = useState<string>();
  const { value, problem, reload } = useLoaded(
    useCallback(async () => {
      const [shown, log, runs] = await Promise.all([
        library.prompt(name),
        library.log(name),
        library.runs(name),
      ]);
      return { shown, log, runs };
    }, [library, name]),
    onProblem,
  );
  const latest = value?.shown.prompt.latest;
  return (
    <>
      <p className="crumbs">
        <a href="#/prompts">Prompts</a>
      </p>
      <h1>{name}</h1>
      <Alert sentence={problem?.sentence} retry={reload} />
      {value && latest !== undefined && (
        <>
          <VersionList
            versions={value.shown.versions}
            pair={pair}
            href={(from, to) => diffHref(name, from, to)}
            onMove={mayReadPrompts(session) ? setMoving : undefined}
            mayRemove={(label) => mayMoveLabel(session, label)}
            onRemove={setRemoving}
          />
          {pair ? (
            <DiffSection
              library={library}
              name={name}
              pair={pair}
              back={promptHref(name)}
              onProblem={onProblem}
            />
          ) : (
            <VersionSection library={library} name={name} version={latest} onProblem={onProblem} />
          )}
          <section className="block" aria-labelledby="runs">
            <h2 id="runs">Runs of its versions</h2>
            <RunList runs={value.runs} href={runHref} />
          </section>
          <LabelLog entries={value.log} />
          <RemoveButton
            name="Delete the prompt"
            fault={deletionFault(value.shown.prompt)}
            consequence={`“${name}” is hidden with its versions, and its labels lead nowhere. Its runs stay. “./attune prompts restore ${name}” brings it back.`}
            perform={async () => {
              await library.deletePrompt(name);
              window.location.hash = '#/prompts';
            }}
          />
        </>
      )}
      {removing !== undefined && (
        <ConfirmDialog
          title={`Take “${removing}” away?`}
          consequence={`“${removing}” of ${name} leads nowhere from then on.${removing === PRODUCTION ? ' Programs that answer people have no version of it then.' : ''} The versions stay.`}
          button="Take the label away"
          perform={async () => {
            await library.removeLabel(name, removing);
            setRemoving(undefined);
            reload();
          }}
          onClose={() => {
            setRemoving(undefined);
          }}
        />
      )}
      {moving && value && (
        <MoveLabel
          library={library}
          session={session}
          prompt={value.shown.prompt}
          version={moving}
          onClose={() => {
            setMoving(undefined);
          }}
          onMoved={() => {
            setMoving(undefined);
            reload();
          }}
        />
      )}
    </>
  );
}
