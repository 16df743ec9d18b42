import { useCallback, useEffect, useState } from 'react';
import { toProblem, type Problem } from '../domain/problem';

export interface Loaded<T> {
  readonly value: T | undefined;
  readonly problem: Problem | undefined;
  readonly reload: () => void;
}

/** Asks for something once, and again on `reload` or when `load` is another; the last answer stays until the next is there. */
export function useLoaded<T>(
  load: () => Promise<T>,
  onProblem: (problem: Problem) => void,
): Loaded<T> {
  const [state, setState] = useState<{ readonly value?: T; readonly problem?: Problem }>({});
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    let wanted = true;
    load().then(
      (value) => {
        if (wanted) {
          setState({ value });
        }
      },
      (thrown: unknown) => {
        if (wanted) {
          const problem = toProblem(thrown);
          setState({ problem });
          onProblem(problem);
        }
      },
    );
    return () => {
      wanted = false;
    };
  }, [load, onProblem, turn]);
  const reload = useCallback(() => {
    setTurn((last) => last + 1);
  }, []);
  return { value: state.value, problem: state.problem, reload };
}
