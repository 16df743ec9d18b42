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

/** What asks for the part of a list behind a name. */
export function behind(after: string | undefined) {
  return { params: { query: after === undefined ? {} : { after } } };
}

const NEXT = /[?&]after=([^&>]*)[^>]*>; rel="next"/;

/** The whole of a list by name that comes in parts: the header Link names where the next begins. */
export async function everyPart<T>(
  ask: (after?: string) => Promise<Answer<readonly T[]>>,
): Promise<T[]> {
  const all: T[] = [];
  let after: string | undefined;
  do {
    const part = await good(ask(after));
    if (part.data === undefined) {
      throw new ProblemError(UNREADABLE);
    }
    all.push(...part.data);
    const next = NEXT.exec(part.response.headers.get('Link') ?? '')?.[1];
    after = next === undefined ? undefined : decodeURIComponent(next.replaceAll('+', ' '));
  } while (after !== undefined);
  return all;
}
