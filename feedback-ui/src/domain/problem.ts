/** A failure as the service tells it (application/problem+json), or as the page finds it. */
export interface Problem {
  /** Stable name, for example `lease-expired`. `offline` and `unreadable-answer` are the page's own. */
  readonly code: string;
  /** HTTP status; 0 when no answer arrived. */
  readonly status: number;
  /** One sentence for the person. */
  readonly sentence: string;
}

export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.sentence);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

const OWN_SENTENCES: Readonly<Record<number, string>> = {
  401: 'Your session has ended. Please sign in again.',
  403: 'Your account may not do this. Ask an administrator for the role that it needs.',
  404: 'The service does not know what was asked for. It may have been removed.',
  409: 'Somebody else was faster: this has changed in the meantime.',
  413: 'That is too large for the service. Send it in smaller parts.',
  429: 'That was too fast for the service. Wait a moment and try again.',
  503: 'The service is not ready. Wait a moment and try again.',
};

const isText = (value: unknown): value is string =>
  typeof value === 'string' && value.trim() !== '';

/** Makes a problem of whatever body came with a failed answer; a body of the wrong form never throws. */
export function problemOf(status: number, body: unknown): Problem {
  const fields = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const fallback =
    OWN_SENTENCES[status] ??
    `The service answered with an error (${String(status)}). Please try again.`;
  const sentence = [fields.detail, fields.title].find(isText) ?? fallback;
  return { code: isText(fields.code) ? fields.code : `http-${String(status)}`, status, sentence };
}

export const OFFLINE: Problem = {
  code: 'offline',
  status: 0,
  sentence: 'The service cannot be reached. Check the connection, then try again.',
};

export const UNREADABLE: Problem = {
  code: 'unreadable-answer',
  status: 0,
  sentence: 'The service answered in a form that this page does not understand. Reload the page.',
};

/** Whatever was thrown, as a problem with a sentence. */
export function toProblem(thrown: unknown): Problem {
  return thrown instanceof ProblemError ? thrown.problem : UNREADABLE;
}

/** The sentence of whatever was thrown; undefined when nothing was. */
export const sentenceOf = (thrown: unknown): string | undefined =>
  thrown === undefined || thrown === null ? undefined : toProblem(thrown).sentence;

/** True when the request may have been carried out although no good answer came: only the same request may be sent again. */
export function outcomeUnknown(problem: Problem): boolean {
  return problem.status === 0 || problem.status >= 500;
}

export const sessionEnded = (problem: Problem): boolean => problem.status === 401;
