import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import { useState } from 'react';
import { outcomeUnknown, toProblem } from '../../domain/problem';
import { systemClock } from '../../usecases/clock';
import { SharedAsk } from '../../usecases/sharedAsk';
import { useSession } from '../session';

/** Something to be asked for: what it is in words that are the same in every tab, and the call with its key. */
export interface Asking {
  readonly asked: string;
  readonly send: (key: string) => Promise<string>;
}

/** Asks for a run once, however often it is sent; gives its id. */
export function useAskRun(
  onRun: (runId: string) => void,
): UseMutationResult<string, Error, Asking> {
  const { id } = useSession();
  const [shared] = useState(() => new SharedAsk(`attune.run.${id}`, localStorage, systemClock));
  return useMutation({
    mutationFn: async ({ asked, send }: Asking) => {
      const key = shared.keyOf(asked);
      try {
        const runId = await send(key);
        shared.answered(key);
        return runId;
      } catch (thrown) {
        if (!outcomeUnknown(toProblem(thrown))) {
          shared.answered(key);
        }
        throw thrown;
      }
    },
    onSuccess: onRun,
  });
}
