import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import { useState } from 'react';
import { outcomeUnknown, toProblem } from '../domain/problem';
import { systemClock } from '../usecases/clock';
import { SharedAsk } from '../usecases/sharedAsk';
import { useSession } from './session';

/** Something to be asked for: what it is in words that are the same in every tab, and the call with its key. */
export interface Asking<T> {
  readonly asked: string;
  readonly send: (key: string) => Promise<T>;
}

/** Asks for something once, however often it is sent. `place` is where tabs of one browser share the key. */
export function useAskOnce<T>(
  place: string,
  onDone: (answer: T) => void,
): UseMutationResult<T, Error, Asking<T>> {
  const { id } = useSession();
  const [shared] = useState(
    () => new SharedAsk(`attune.${place}.${id}`, localStorage, systemClock),
  );
  return useMutation({
    mutationFn: async ({ asked, send }: Asking<T>) => {
      const key = shared.keyOf(asked);
      try {
        const answer = await send(key);
        shared.answered(key);
        return answer;
      } catch (thrown) {
        if (!outcomeUnknown(toProblem(thrown))) {
          shared.answered(key);
        }
        throw thrown;
      }
    },
    onSuccess: onDone,
  });
}
