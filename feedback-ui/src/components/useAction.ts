import { useCallback, useState } from 'react';
import { toProblem, type Problem } from '../domain/problem';

export interface Action<Input extends readonly unknown[]> {
  readonly run: (...input: Input) => Promise<void>;
  readonly busy: boolean;
  readonly problem: Problem | undefined;
}

/** Runs a person's request: not twice at once, and its failure becomes a value that the view must show. */
export function useAction<Input extends readonly unknown[]>(
  perform: (...input: Input) => Promise<void>,
): Action<Input> {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const run = useCallback(
    async (...input: Input) => {
      if (busy) {
        return;
      }
      setBusy(true);
      setProblem(undefined);
      try {
        await perform(...input);
      } catch (thrown) {
        setProblem(toProblem(thrown));
      } finally {
        setBusy(false);
      }
    },
    [busy, perform],
  );
  return { run, busy, problem };
}
