import { describe, expect, it } from 'vitest';
import {
  OFFLINE,
  outcomeUnknown,
  ProblemError,
  problemOf,
  sessionEnded,
  toProblem,
  UNREADABLE,
} from '../../domain/problem';

describe('problemOf', () => {
  it('takes code and detail of a problem document', () => {
    const body = { code: 'lease-expired', title: 'Gone', detail: 'The reservation has ended.' };
    expect(problemOf(410, body)).toEqual({
      code: 'lease-expired',
      status: 410,
      detail: 'The reservation has ended.',
    });
  });

  it('takes the title when there is no detail', () => {
    expect(problemOf(409, { title: 'Conflict.', detail: ' ' }).detail).toBe('Conflict.');
  });

  it.each([undefined, null, '', '<html>Bad Gateway</html>', 7, [], { detail: 5, code: {} }])(
    'names the status when the body is %j',
    (body) => {
      expect(problemOf(503, body)).toEqual({
        code: 'http-503',
        status: 503,
      });
    },
  );

  it('reads what the service of models says', () => {
    const body = { error: { message: 'There is none.', type: 'x', code: 'model_not_found' } };
    expect(problemOf(404, body)).toEqual({
      code: 'model-not-found',
      status: 404,
      detail: 'There is none.',
    });
  });
});

describe('a failure', () => {
  it('leaves the outcome open when nothing or a server error came back', () => {
    expect(outcomeUnknown(OFFLINE)).toBe(true);
    expect(outcomeUnknown(problemOf(502, undefined))).toBe(true);
    expect(outcomeUnknown(problemOf(422, undefined))).toBe(false);
  });

  it('ends the session with 401 only', () => {
    expect(sessionEnded(problemOf(401, undefined))).toBe(true);
    expect(sessionEnded(problemOf(403, undefined))).toBe(false);
  });

  it('keeps its problem when thrown, and anything else is an unreadable answer', () => {
    expect(toProblem(new ProblemError(OFFLINE))).toBe(OFFLINE);
    expect(toProblem(new SyntaxError('Unexpected token <'))).toBe(UNREADABLE);
  });
});
