import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { sessionEnded } from '../../domain/problem';
import type { ProjectStanding } from '../../domain/standing';
import { systemClock } from '../../usecases/clock';
import { followStanding, type Liveness } from '../../usecases/liveStanding';
import { useServices } from '../services';

export interface Live {
  readonly standing: ProjectStanding | undefined;
  readonly liveness: Liveness;
  readonly paused: boolean;
  readonly setPaused: (paused: boolean) => void;
}

/** Whether the page can be seen: browsers allow few connections, and one that nobody looks at is wasted. */
const useVisible = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      document.addEventListener('visibilitychange', changed);
      return () => {
        document.removeEventListener('visibilitychange', changed);
      };
    },
    () => document.visibilityState === 'visible',
  );

/** A standing that changes as votes come, until it is paused; then what was seen last stays. */
export function useLiveStanding(project: string, playground: boolean): Live {
  const { standing: desk } = useServices();
  const queries = useQueryClient();
  const [seen, setSeen] = useState<ProjectStanding>();
  const [liveness, setLiveness] = useState<Liveness>({ name: 'connecting' });
  const [paused, setPaused] = useState(false);
  const visible = useVisible();
  useEffect(() => {
    if (paused || !visible) {
      return undefined;
    }
    return followStanding({ desk, clock: systemClock }, project, playground, {
      onStanding: setSeen,
      onLiveness(next) {
        setLiveness(next);
        if (next.name === 'ended' && sessionEnded(next.problem)) {
          // Whatever asks next finds that out, too, and leads to the sign-in.
          void queries.invalidateQueries();
        }
      },
    });
  }, [desk, project, playground, paused, visible, queries]);
  return { standing: seen, liveness, paused, setPaused };
}
