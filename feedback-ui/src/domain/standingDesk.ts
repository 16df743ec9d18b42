import type { ProjectStanding } from './standing';

/** What the page asks about how checkpoints stand. Every method rejects with a `ProblemError` and with nothing else. */
export interface StandingDesk {
  /** Each standing as it comes, the present one first; ends when the service ends it, or with the signal. */
  follow(
    project: string,
    playground: boolean,
    onStanding: (standing: ProjectStanding) => void,
    signal: AbortSignal,
  ): Promise<void>;
}
