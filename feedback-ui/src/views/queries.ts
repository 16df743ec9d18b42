import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { outcomeUnknown, sessionEnded, toProblem, type Problem } from '../domain/problem';

const MOST_RETRIES = 2;

/** Of a query whose screen asks for the sign-in in place: an ended session must not take the screen away. */
export const IN_PLACE = { endedInPlace: true } as const;

declare module '@tanstack/react-query' {
  interface Register {
    readonly defaultError: Error;
  }
}

/** The cache of what the services said. What cannot become better by asking again is not asked again. */
export function newQueryClient(onSessionEnded: (problem: Problem) => void): QueryClient {
  const onError = (thrown: unknown): void => {
    const problem = toProblem(thrown);
    if (sessionEnded(problem)) {
      onSessionEnded(problem);
    }
  };
  return new QueryClient({
    queryCache: new QueryCache({
      onError(thrown, query) {
        if (query.meta?.endedInPlace !== true) {
          onError(thrown);
        }
      },
    }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        retry: (failures, thrown) => failures < MOST_RETRIES && outcomeUnknown(toProblem(thrown)),
      },
      mutations: { retry: false },
    },
  });
}
