import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useAction, type Action } from '../../components/useAction';
import type { ManagedProject, ProjectChange } from '../../domain/management';
import { useServices } from '../services';

interface Change extends Action<readonly [ProjectChange]> {
  /** Whether what is on the screen was just kept; `touch` says that it is not any more. */
  readonly saved: boolean;
  readonly touch: () => void;
  /** Fetches the project as somebody else has made it; absent unless that is what went wrong. */
  readonly lookAgain: (() => void) | undefined;
}

const CHANGED_MEANWHILE = 412;

/** Changes the project that is on the screen, unless somebody else has changed it since. */
export function useProjectChange({ id, version }: ManagedProject): Change {
  const { management } = useServices();
  const queries = useQueryClient();
  const [saved, setSaved] = useState(false);
  const action = useAction(
    useCallback(
      async (change: ProjectChange) => {
        queries.setQueryData(['project', id], await management.change(id, version, change));
        setSaved(true);
        await queries.invalidateQueries({ queryKey: ['projects'] });
      },
      [queries, management, id, version],
    ),
  );
  return {
    ...action,
    saved,
    touch: () => {
      setSaved(false);
    },
    lookAgain:
      action.problem?.status === CHANGED_MEANWHILE
        ? () => void queries.invalidateQueries({ queryKey: ['project', id] })
        : undefined,
  };
}
