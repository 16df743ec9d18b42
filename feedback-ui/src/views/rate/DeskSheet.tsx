import { Alert } from '../../components/Alert';
import { useSaying } from '../../components/useSaying';
import type { Draft } from '../../domain/draft';
import { toRank } from '../../domain/form';
import { heldIn, type DeskState } from '../../usecases/deskState';
import { Guidelines } from './Guidelines';
import { Item } from './Item';
import { Nothing } from './Nothing';
import { useTexts } from './texts';
import type { Look } from './useLook';
import { useSaid } from './useSaid';

interface DeskSheetProps {
  readonly state: DeskState;
  readonly look: Look;
  readonly project: string;
  /** The project's guidelines, shown while no item is here that brings its own. */
  readonly guidelines: string;
  readonly onWrite: (draft: Draft) => void;
  readonly onRetry: () => void;
}

/** What lies on the desk: the item, or a sentence that says why there is none. */
export function DeskSheet(props: DeskSheetProps) {
  const { state, look, project, guidelines, onWrite, onRetry } = props;
  const { phase } = state;
  const held = heldIn(phase);
  return (
    <>
      <Messages state={state} onRetry={onRetry} />
      {phase.kind === 'failed' && !state.signedOut && (
        <Alert problem={phase.problem} retry={onRetry} />
      )}
      <Guidelines
        text={held?.assignment.guidelines ?? guidelines}
        open={look.guidelines}
        onToggle={() => {
          look.toggle('guidelines');
        }}
      />
      {held && (
        <Item
          key={held.assignment.leaseId}
          held={held}
          look={look}
          disabled={phase.kind !== 'open'}
          onWrite={onWrite}
        />
      )}
      {phase.kind === 'loading' && <div className="pair-loading" aria-busy="true" />}
      {(phase.kind === 'empty' || phase.kind === 'resting' || phase.kind === 'waiting') && (
        <Nothing project={project} why={phase.kind} onAct={onRetry} />
      )}
    </>
  );
}

interface MessagesProps {
  readonly state: DeskState;
  readonly onRetry: () => void;
}

/** What just happened, what waits, and what is wrong. */
function Messages({ state, onRetry }: MessagesProps) {
  const texts = useTexts();
  const notice = useNotice(state);
  const fault = useFault(state);
  const { waiting, waitingFor } = state;
  const why = useSaying(waitingFor);
  return (
    <>
      <p className="notice" role="status">
        {notice}
      </p>
      <Alert
        sentence={fault}
        problem={state.fault?.kind === 'problem' ? state.fault.problem : undefined}
      />
      {waitingFor && !state.signedOut && (
        <Alert
          sentence={texts('waiting', { count: waiting, sentence: why?.sentence ?? '' })}
          retry={onRetry}
          retryLabel={texts('sendAgain')}
        />
      )}
    </>
  );
}

function useNotice({ notice }: DeskState): string | undefined {
  const texts = useTexts();
  const gone = useSaying(notice?.kind === 'gone' ? notice.problem : undefined);
  const said = useSaid();
  switch (notice?.kind) {
    case 'takenBack':
      return texts('takenBack', { said: said(notice.entry.rating) });
    case 'gone':
      return texts('gone', { sentence: gone?.sentence ?? '' });
    case 'leaseOver':
    case 'draftBack':
      return texts(notice.kind);
    case undefined:
      return undefined;
  }
}

function useFault({ fault, phase }: DeskState): string | undefined {
  const texts = useTexts();
  const assignment = heldIn(phase)?.assignment;
  switch (fault?.kind) {
    case 'problem':
      return undefined;
    case 'notKept':
      return texts('notKept');
    case 'missing':
      return texts(`missing-${fault.missing}`, {
        count: assignment ? toRank(assignment.form, assignment.answers.length) : 1,
      });
    case undefined:
      return undefined;
  }
}
