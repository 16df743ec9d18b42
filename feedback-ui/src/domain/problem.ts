/** A failure as the service tells it (application/problem+json), or as the page finds it. */
export interface Problem {
  /** Stable name, for example `lease-expired`. `offline` and `unreadable-answer` are the page's own. */
  readonly code: string;
  /** HTTP status; 0 when no answer arrived. */
  readonly status: number;
  /** What the service said of it: one sentence, in English. */
  readonly detail?: string;
}

export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.code);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '';

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** Makes a problem of whatever body came with a failed answer; a body of the wrong form never throws. */
export function problemOf(status: number, body: unknown): Problem {
  const whole = fieldsOf(body);
  // The service that answers with models speaks as OpenAI's does.
  const fields = { ...whole, ...fieldsOf(whole.error) };
  const detail = [fields.detail, fields.message, fields.title].find(isText);
  const code = isText(fields.code) ? fields.code.replaceAll('_', '-') : `http-${String(status)}`;
  return { code, status, ...(detail !== undefined && { detail }) };
}

export const OFFLINE: Problem = { code: 'offline', status: 0 };

export const UNREADABLE: Problem = { code: 'unreadable-answer', status: 0 };

/** Whatever was thrown, as a problem. */
export function toProblem(thrown: unknown): Problem {
  return thrown instanceof ProblemError ? thrown.problem : UNREADABLE;
}

/** A failure, thrown or found, or none. */
export type Failure = Problem | Error | null | undefined;

/** The problem that a failure is; undefined when there is none. */
export function problemIn(failure: Failure): Problem | undefined {
  if (failure === null || failure === undefined) {
    return undefined;
  }
  return failure instanceof Error ? toProblem(failure) : failure;
}

/** True when the request may have been carried out although no good answer came: only the same request may be sent again. */
export function outcomeUnknown(problem: Problem): boolean {
  return problem.status === 0 || problem.status >= 500;
}

export const sessionEnded = (problem: Problem): boolean => problem.status === 401;

/** Codes whose text in the catalogues says all that the service's own sentence says. */
const SAID_IN_FULL: ReadonlySet<string> = new Set([
  'account-disabled',
  'comparison-rated',
  'comparison-unanswered',
  'comparison-unknown',
  'database-unavailable',
  'duplicate-pair',
  'duplicate-prompt',
  'empty-answer',
  'foreign-origin',
  'idempotency-key-missing',
  'idempotency-key-reused',
  'image-too-large',
  'image-unknown',
  'images-unseen',
  'inference-unavailable',
  'invitation-unknown',
  'item-closed',
  'item-complete',
  'item-unknown',
  'label-guarded',
  'label-unknown',
  'last-administrator',
  'last-role-assistant',
  'lease-expired',
  'lease-unknown',
  'lease-used',
  'no-image',
  'not-found',
  'not-signed-in',
  'nothing-to-compare',
  'own-item',
  'own-proposal',
  'password-change-required',
  'project-archived',
  'project-exists',
  'project-not-archived',
  'project-unknown',
  'prompt-run-unknown',
  'prompt-unknown',
  'rating-changed',
  'rating-unknown',
  'registry-unavailable',
  'session-unknown',
  'sign-in-required',
  'token-unknown',
  'too-many-large-requests',
  'unknown-route',
  'upload-unknown',
  'version-missing',
  'webhook-unknown',
  'wrong-credentials',
]);

/** What is left to say when the text of a problem's code was said. */
export const moreOf = ({ code, detail }: Problem): string | undefined =>
  SAID_IN_FULL.has(code) ? undefined : detail;
