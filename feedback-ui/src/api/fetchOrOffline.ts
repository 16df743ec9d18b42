import { OFFLINE, ProblemError } from '../domain/problem';

/** After this time an answer is not expected any more; the person gets a sentence and a retry. */
const ANSWER_WITHIN_MS = 20_000;

/** What reads all of a project may take its time. */
const WORK_WITHIN_MS = 600_000;

/** `fetch` that ends in time and tells a lost connection as a problem. */
export const fetchOrOffline = (request: Request): Promise<Response> =>
  within(ANSWER_WITHIN_MS, request);

/** The same for what takes long. */
export const fetchPatiently = (request: Request): Promise<Response> =>
  within(WORK_WITHIN_MS, request);

async function within(milliseconds: number, request: Request): Promise<Response> {
  try {
    return await fetch(request, {
      signal: AbortSignal.timeout(milliseconds),
      credentials: 'same-origin',
      cache: 'no-store',
    });
  } catch {
    throw new ProblemError(OFFLINE);
  }
}
