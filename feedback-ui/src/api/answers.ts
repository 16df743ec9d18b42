import { ProblemError, problemOf, UNREADABLE } from '../domain/problem';

/** What openapi-fetch gives for a call. */
export interface Answer<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** A good answer; a failed one becomes the problem that it tells. */
export async function good<T>(request: Promise<Answer<T>>): Promise<Answer<T>> {
  const answer = await request.catch((thrown: unknown) => {
    throw thrown instanceof ProblemError ? thrown : new ProblemError(UNREADABLE);
  });
  if (!answer.response.ok) {
    throw new ProblemError(problemOf(answer.response.status, answer.error));
  }
  return answer;
}

/** The body of a good answer that must have one. */
export async function required<T>(request: Promise<Answer<T>>): Promise<T> {
  const { data } = await good(request);
  if (data === undefined) {
    throw new ProblemError(UNREADABLE);
  }
  return data;
}
