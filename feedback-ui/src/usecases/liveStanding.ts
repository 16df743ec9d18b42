import { toProblem, type Problem } from '../domain/problem';
import type { ProjectStanding } from '../domain/standing';
import type { StandingDesk } from '../domain/standingDesk';
import type { Clock } from './clock';

/** Whether what is shown is what there is now. */
export type Liveness =
  | { readonly name: 'connecting' }
  | { readonly name: 'live' }
  /** The connection is lost; it is tried again by itself. */
  | { readonly name: 'away'; readonly problem?: Problem }
  /** It is no use to try again. */
  | { readonly name: 'ended'; readonly problem: Problem };

export interface Follower {
  readonly onStanding: (standing: ProjectStanding) => void;
  readonly onLiveness: (liveness: Liveness) => void;
}

interface Way {
  readonly desk: StandingDesk;
  readonly clock: Clock;
}

const SHORTEST_MS = 1_000;
const LONGEST_MS = 30_000;

/** Refusals that asking again does not change. */
const isFinal = ({ status }: Problem): boolean => status >= 400 && status < 500 && status !== 429;

/** Follows a standing, and begins again when the connection is lost, after a second at first, then twice as long each time. The result ends it. */
export function followStanding(
  { desk, clock }: Way,
  project: string,
  playground: boolean,
  { onStanding, onLiveness }: Follower,
): () => void {
  const gone = new AbortController();
  let wait = SHORTEST_MS;
  let cancel = (): void => undefined;
  const again = (problem?: Problem): void => {
    if (gone.signal.aborted) {
      return;
    }
    if (problem && isFinal(problem)) {
      onLiveness({ name: 'ended', problem });
      return;
    }
    onLiveness({ name: 'away', ...(problem && { problem }) });
    cancel = clock.after(wait, follow);
    wait = Math.min(LONGEST_MS, 2 * wait);
  };
  const follow = (): void => {
    desk
      .follow(
        project,
        playground,
        (standing) => {
          if (!gone.signal.aborted) {
            wait = SHORTEST_MS;
            onLiveness({ name: 'live' });
            onStanding(standing);
          }
        },
        gone.signal,
      )
      .then(
        () => {
          again();
        },
        (thrown: unknown) => {
          again(toProblem(thrown));
        },
      );
  };
  onLiveness({ name: 'connecting' });
  follow();
  return () => {
    gone.abort();
    cancel();
  };
}
