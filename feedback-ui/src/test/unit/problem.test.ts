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
      sentence: 'The reservation has ended.',
    });
  });

  it('takes the title when there is no detail', () => {
    expect(problemOf(409, { title: 'Conflict.', detail: ' ' }).sentence).toBe('Conflict.');
  });

  it.each([undefined, null, '', '<html>Bad Gateway</html>', 7, [], { detail: 5, code: {} }])(
    'makes a sentence of the status when the body is %j',
    (body) => {
      expect(problemOf(503, body)).toEqual({
        code: 'http-503',
        status: 503,
        sentence: 'The service is not ready. Wait a moment and try again.',
      });
    },
  );

  it('names an unusual status', () => {
    expect(problemOf(418, undefined).sentence).toContain('418');
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

  it('keeps its problem when thrown, and anything else becomes a sentence', () => {
    expect(toProblem(new ProblemError(OFFLINE))).toBe(OFFLINE);
    expect(toProblem(new SyntaxError('Unexpected token <'))).toBe(UNREADABLE);
  });
});
