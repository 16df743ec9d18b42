import type { UseMutationResult } from '@tanstack/react-query';
import { useAskOnce, type Asking } from '../useAskOnce';

/** Asks for a run once, however often it is sent; gives its id. */
export const useAskRun = (
  onRun: (runId: string) => void,
): UseMutationResult<string, Error, Asking<string>> => useAskOnce('run', onRun);
