import { OFFLINE, ProblemError } from '../domain/problem';

/** After this time an answer is not expected any more; the person gets a sentence and a retry. */
const ANSWER_WITHIN_MS = 20_000;

/** `fetch` that ends in time and tells a lost connection as a problem. */
export async function fetchOrOffline(request: Request): Promise<Response> {
  try {
    return await fetch(request, {
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      credentials: 'same-origin',
      cache: 'no-store',
    });
  } catch {
    throw new ProblemError(OFFLINE);
  }
}
