import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Problem } from '../domain/problem';
import type { FeedbackService } from '../domain/service';
import { systemClock } from '../usecases/clock';
import type { DeskState } from '../usecases/deskState';
import { newIdempotencyKey } from '../usecases/idempotencyKey';
import { RatingDesk } from '../usecases/ratingDesk';

/** A desk for the project that works while the view is shown, and its state. */
export function useRatingDesk(
  service: FeedbackService,
  projectId: string,
  onSessionEnded: (problem: Problem) => void,
): readonly [RatingDesk, DeskState] {
  const desk = useMemo(
    () =>
      new RatingDesk(projectId, {
        service,
        clock: systemClock,
        newKey: newIdempotencyKey,
        onSessionEnded,
      }),
    [service, projectId, onSessionEnded],
  );
  useEffect(() => {
    void desk.start();
    return () => {
      desk.stop();
    };
  }, [desk]);
  return [desk, useSyncExternalStore(desk.subscribe, desk.current)];
}
