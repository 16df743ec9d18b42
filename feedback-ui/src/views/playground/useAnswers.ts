import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { PlaygroundComparison, SideName } from '../../domain/playground';
import { toProblem, type Problem } from '../../domain/problem';
import { useServices } from '../services';

/** A side while it answers. */
export interface Answering {
  readonly text: string;
  readonly problem?: Problem;
}

export interface Answers {
  readonly comparison: PlaygroundComparison | undefined;
  readonly problem: Problem | undefined;
  readonly left: Answering;
  readonly right: Answering;
  readonly askAgain: (side: SideName) => void;
}

const SILENT: Answering = { text: '' };

/** A comparison whose sides are let answer as soon as it is here; what they say comes piece by piece. */
export function useAnswers(id: string): Answers {
  const { playground } = useServices();
  const query = useQuery({
    queryKey: ['comparison', id],
    queryFn: () => playground.comparison(id),
    staleTime: Infinity,
  });
  const left = useSide(query.data, 'left');
  const right = useSide(query.data, 'right');
  const askAgain = useCallback(
    (side: SideName) => {
      (side === 'left' ? left : right).again();
    },
    [left, right],
  );
  return {
    comparison: query.data,
    problem: query.error ? toProblem(query.error) : undefined,
    left: left.answering,
    right: right.answering,
    askAgain,
  };
}

interface Side {
  readonly answering: Answering;
  readonly again: () => void;
}

function useSide(comparison: PlaygroundComparison | undefined, side: SideName): Side {
  const { playground } = useServices();
  const queries = useQueryClient();
  const [answering, setAnswering] = useState<Answering>(SILENT);
  const [attempt, setAttempt] = useState(0);
  const id = comparison?.id;
  const missing = comparison !== undefined && typeof comparison[side].answer !== 'string';
  useEffect(() => {
    if (id === undefined || !missing) {
      return undefined;
    }
    const gone = new AbortController();
    let text = '';
    setAnswering(SILENT);
    playground
      .answer(
        id,
        side,
        (piece) => {
          text += piece;
          setAnswering({ text });
        },
        gone.signal,
      )
      .then((whole) => {
        queries.setQueryData<PlaygroundComparison>(
          ['comparison', id],
          (before) => before && { ...before, [side]: whole },
        );
      })
      .catch((thrown: unknown) => {
        if (!gone.signal.aborted) {
          setAnswering({ text, problem: toProblem(thrown) });
        }
      });
    return () => {
      gone.abort();
    };
  }, [id, side, missing, attempt, playground, queries]);
  const again = useCallback(() => {
    setAttempt((before) => before + 1);
  }, []);
  return { answering, again };
}
