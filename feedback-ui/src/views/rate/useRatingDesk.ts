import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { Problem } from '../../domain/problem';
import type { FeedbackService } from '../../domain/service';
import { systemClock } from '../../usecases/clock';
import type { DeskState } from '../../usecases/deskState';
import { tabDrafts } from '../../usecases/drafts';
import { newIdempotencyKey } from '../../usecases/idempotencyKey';
import { RatingDesk } from '../../usecases/ratingDesk';

/** A desk for the project that works while the view is shown, and its state; drafts are those of `owner`. */
export function useRatingDesk(
  service: FeedbackService,
  projectId: string,
  owner: string,
  onSessionEnded: (problem: Problem) => void,
): readonly [RatingDesk, DeskState] {
  const desk = useMemo(
    () =>
      new RatingDesk(projectId, {
        service,
        clock: systemClock,
        drafts: tabDrafts(owner),
        newKey: newIdempotencyKey,
        onSessionEnded,
      }),
    [service, projectId, owner, onSessionEnded],
  );
  useEffect(() => {
    void desk.start();
    return () => {
      desk.stop();
    };
  }, [desk]);
  return [desk, useSyncExternalStore(desk.subscribe, desk.current)];
}
