import { useCallback } from 'react';
import { useLocation } from 'wouter';
import { sessionEnded, type Problem } from '../../domain/problem';
import { useServices } from '../services';
import { useSession, useSessionControls } from '../session';
import { promptPlaceOf } from './promptAddress';
import { PromptsView } from './PromptsView';
import { PromptView } from './PromptView';
import { RunView } from './RunView';

/** The area of prompts: which of its screens the address asks for. */
export default function PromptScreen() {
  const { library } = useServices();
  const session = useSession();
  const { ended } = useSessionControls();
  const [path] = useLocation();
  const place = promptPlaceOf(`#${path}`) ?? { kind: 'list' };
  const onProblem = useCallback(
    (problem: Problem) => {
      if (sessionEnded(problem)) {
        ended(problem);
      }
    },
    [ended],
  );
  return (
    <div className="sheet broad">
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
            place.from === undefined || place.to === undefined ? undefined : [place.from, place.to]
          }
          onProblem={onProblem}
        />
      )}
      {place.kind === 'run' && (
        <RunView key={place.id} library={library} id={place.id} onProblem={onProblem} />
      )}
    </div>
  );
}
