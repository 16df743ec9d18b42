import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { FeedbackService } from '../../domain/service';
import { browserTabs } from '../../usecases/browserTabs';
import { systemClock } from '../../usecases/clock';
import type { DeskState } from '../../usecases/deskState';
import { deviceDrafts, forgetOldDrafts } from '../../usecases/drafts';
import { newIdempotencyKey } from '../../usecases/idempotencyKey';

import { indexedDbOutbox } from '../../usecases/indexedDbOutbox';
import { beforeSigningOut } from '../../usecases/leaving';
import { Outbox } from '../../usecases/outbox';
import { RatingDesk } from '../../usecases/ratingDesk';

function newDesk(service: FeedbackService, projectId: string, owner: string): RatingDesk {
  const tabs = browserTabs();
  const clock = systemClock;
  return new RatingDesk(projectId, {
    service,
    clock,
    tabs,
    owner,
    drafts: deviceDrafts(owner),
    outbox: new Outbox({ service, store: indexedDbOutbox(), tabs, clock, owner }),
    newKey: newIdempotencyKey,
  });
}

/** A desk for the project that works while the view is shown, and its state; what it keeps is `owner`'s. */
export function useRatingDesk(
  service: FeedbackService,
  projectId: string,
  owner: string,
): readonly [RatingDesk, DeskState] {
  const desk = useMemo(() => newDesk(service, projectId, owner), [service, projectId, owner]);
  useEffect(() => {
    forgetOldDrafts(Date.now());
    const online = (): void => void desk.retry();
    const leave = (): void => {
      desk.leave();
    };
    window.addEventListener('online', online);
    window.addEventListener('pagehide', leave);
    const forget = beforeSigningOut(() => desk.rest());
    void desk.start();
    return () => {
      forget();
      window.removeEventListener('online', online);
      window.removeEventListener('pagehide', leave);
      void desk.giveBack();
      desk.stop();
    };
  }, [desk]);
  return [desk, useSyncExternalStore(desk.subscribe, desk.current)];
}
