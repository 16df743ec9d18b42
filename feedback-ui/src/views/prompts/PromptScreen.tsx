import { useCallback } from 'react';
import { Alert } from '../../components/Alert';
import { AreaLinks } from '../../components/AreaLinks';
import { TopBar } from '../../components/TopBar';
import { sessionEnded, type Problem } from '../../domain/problem';
import type { PromptLibrary } from '../../domain/promptLibrary';
import type { Session } from '../../domain/session';
import type { AccountControls } from '../account';
import type { PromptPlace } from './promptAddress';
import { PromptsView } from './PromptsView';
import { PromptView } from './PromptView';
import { RunView } from './RunView';

interface PromptScreenProps {
  readonly library: PromptLibrary;
  readonly session: Session;
  readonly place: PromptPlace;
  readonly account: AccountControls;
  readonly onSessionEnded: (problem: Problem) => void;
}

/** The area of prompts: which of its screens the address asks for. */
export function PromptScreen(props: PromptScreenProps) {
  const { library, session, place, account, onSessionEnded } = props;
  const onProblem = useCallback(
    (problem: Problem) => {
      if (sessionEnded(problem)) {
        onSessionEnded(problem);
      }
    },
    [onSessionEnded],
  );
  return (
    <>
      <TopBar {...account}>
        <AreaLinks here="prompts" />
      </TopBar>
      <main className="sheet broad">
        <Alert sentence={account.signOutFailure} />
        {place.kind === 'lost' && (
          <p className="notice" role="status">
            This address leads to no prompt. Here are those that there are.
          </p>
        )}
        {(place.kind === 'list' || place.kind === 'lost') && (
          <PromptsView library={library} onProblem={onProblem} />
        )}
        {place.kind === 'prompt' && (
          <PromptView
            key={place.name}
            library={library}
            session={session}
            name={place.name}
            pair={
              place.from === undefined || place.to === undefined
                ? undefined
                : [place.from, place.to]
            }
            onProblem={onProblem}
          />
        )}
        {place.kind === 'run' && (
          <RunView key={place.id} library={library} id={place.id} onProblem={onProblem} />
        )}
      </main>
    </>
  );
}
