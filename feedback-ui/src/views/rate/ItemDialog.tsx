import { lazy, Suspense } from 'react';
import type { Assignment } from '../../domain/assignment';
import type { RatingDesk } from '../../usecases/ratingDesk';

const FlagDialog = lazy(async () => ({
  default: (await import('../mine/FlagDialog')).FlagDialog,
}));
const SkipDialog = lazy(async () => ({ default: (await import('./SkipDialog')).SkipDialog }));

/** What a person is asked about an item, and of which item. */
export interface Asked {
  readonly what: 'flag' | 'why';
  readonly assignment: Assignment;
}

interface ItemDialogProps {
  readonly asked: Asked;
  readonly desk: RatingDesk;
  /** The lease of what lies on the desk. */
  readonly held: string | undefined;
  readonly onClose: () => void;
}

/** Flagging an item, or saying why it is skipped; an item that has gone from the desk cannot be skipped any more. */
export function ItemDialog({ asked, desk, held, onClose }: ItemDialogProps) {
  const { what, assignment } = asked;
  return (
    <Suspense>
      {what === 'flag' && (
        <FlagDialog
          itemId={assignment.itemId}
          onFlagged={() => void desk.rest().then(() => desk.retry())}
          onClose={onClose}
        />
      )}
      {what === 'why' && held === assignment.leaseId && (
        <SkipDialog onSkip={(reason) => void desk.skip(reason)} onClose={onClose} />
      )}
    </Suspense>
  );
}
