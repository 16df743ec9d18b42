import { beforeEach, describe, expect, it } from 'vitest';
import { emptyDraft } from '../../domain/draft';
import { OFFLINE, problemOf } from '../../domain/problem';
import { TIE, type Choice } from '../../domain/verdict';
import type { RatingDesk } from '../../usecases/ratingDesk';
import { settled } from './testingClock';
import { held, item, TestingDesk } from './testingDesk';
import { UNDO_MS } from './testingService';

const A_CLEARLY: Choice = { verdict: 'LEFT', strength: 2 };
const SERVER_ERROR = problemOf(503, undefined);
const SESSION_OVER = problemOf(401, undefined);

let at: TestingDesk;
let desk: RatingDesk;

beforeEach(async () => {
  at = new TestingDesk();
  desk = await at.open();
});

describe('a lost connection', () => {
  it('keeps the rating, and sends it again with the same key until it counts once', async () => {
    at.service.failNext('rate', OFFLINE, true);
    await desk.rate(A_CLEARLY);
    expect(desk.current()).toMatchObject({ waiting: 1, waitingFor: OFFLINE });
    expect(item(desk)).toBe('two');
    await desk.retry();
    expect(at.sentKeys()).toEqual(['key-1', 'key-1']);
    expect([...at.service.accepted.values()]).toEqual([{ itemId: 'one', rating: A_CLEARLY }]);
    expect(desk.current().waiting).toBe(0);
  });

  it('lets the person rate what is here, and says how many wait', async () => {
    for (let failure = 0; failure < 4; failure += 1) {
      at.service.failNext('rate', OFFLINE);
    }
    await desk.rate(A_CLEARLY);
    await at.look();
    await desk.rate(TIE);
    expect(desk.current()).toMatchObject({ waiting: 2, phase: { kind: 'waiting' } });
    for (let turn = 0; turn < 3; turn += 1) {
      await at.clock.turn(60_000);
    }
    expect([...at.service.accepted.values()].map(({ itemId }) => itemId)).toEqual(['one', 'two']);
    expect(desk.current().waiting).toBe(0);
    expect(item(desk)).toBe('three');
  });

  it('is tried again by itself, with longer and longer waits', async () => {
    at.service.items = ['one'];
    [1, 2, 3].forEach(() => {
      at.service.failNext('rate', SERVER_ERROR);
    });
    const waits: number[] = [];
    const begin = at.clock.now();
    await desk.rate(A_CLEARLY);
    for (let turn = 0; turn < 400 && desk.current().waiting > 0; turn += 1) {
      const before = at.service.sent.length;
      await at.clock.turn(100);
      if (at.service.sent.length > before) {
        waits.push(at.clock.now() - begin);
      }
    }
    expect(waits).toEqual([4_000, 10_000, 19_000]);
    expect(new Set(at.sentKeys())).toEqual(new Set(['key-1']));
    expect(at.service.accepted.size).toBe(1);
  });

  it('that outlives the page loses nothing: whoever opens it next sends what waits', async () => {
    at.service.failNext('rate', OFFLINE);
    await desk.rate(A_CLEARLY);
    desk.stop();
    const next = await at.open();
    expect([...at.service.accepted.values()]).toEqual([{ itemId: 'one', rating: A_CLEARLY }]);
    expect(item(next)).toBe('two');
    expect(next.current().last?.rating).toEqual(A_CLEARLY);
  });

  it('while asking for the next item is told, and retried', async () => {
    at.service.failNext('next', OFFLINE);
    desk = await at.open();
    expect(desk.current().phase).toEqual({ kind: 'failed', problem: OFFLINE });
    await desk.retry();
    expect(item(desk)).toBe('one');
  });

  it('does not stop the rating when only the progress is missing', async () => {
    at.service.failNext('progress', OFFLINE);
    await desk.rate(A_CLEARLY);
    expect(item(desk)).toBe('two');
  });

  it('of a browser that keeps nothing is dangerous, and said so', async () => {
    at.device.keeps = false;
    await desk.rate(A_CLEARLY);
    expect(desk.current().fault).toEqual({ kind: 'notKept' });
  });
});

describe('a session that ended', () => {
  it('keeps desk and rating, and goes on when the person has signed in again', async () => {
    at.service.failNext('rate', SESSION_OVER);
    await desk.rate(A_CLEARLY);
    expect(desk.current()).toMatchObject({ signedOut: true, waiting: 1 });
    expect(item(desk)).toBe('two');
    await desk.signedInAgain();
    expect(desk.current()).toMatchObject({ signedOut: false, waiting: 0 });
    expect([...at.service.accepted.values()]).toEqual([{ itemId: 'one', rating: A_CLEARLY }]);
    expect(item(desk)).toBe('two');
  });

  it('is noticed when the next item is asked for, too', async () => {
    at.service.failNext('next', SESSION_OVER);
    desk = await at.open();
    expect(desk.current().signedOut).toBe(true);
    await desk.signedInAgain();
    expect(item(desk)).toBe('one');
  });
});

describe('two tabs', () => {
  let other: RatingDesk;
  beforeEach(async () => {
    other = await at.open();
  });

  it('show the same item, and what one rates goes from the other', async () => {
    expect(item(other)).toBe('one');
    await desk.rate(A_CLEARLY);
    await settled();
    expect(item(desk)).toBe('two');
    expect(item(other)).toBe('two');
    expect(other.current().last?.rating).toEqual(A_CLEARLY);
    expect(other.current().progress?.mine).toBe(1);
    expect(at.service.sent).toHaveLength(1);
  });

  it('agree after an undo', async () => {
    await desk.rate(A_CLEARLY);
    await settled();
    await other.undo();
    await settled();
    expect(item(desk)).toBe('one');
    expect(item(other)).toBe('one');
    expect(desk.current().last).toBeUndefined();
    expect(at.service.accepted.size).toBe(0);
  });

  it('send what waits once', async () => {
    at.service.failNext('rate', OFFLINE, true);
    await desk.rate(A_CLEARLY);
    await Promise.all([desk.retry(), other.retry()]);
    await settled();
    expect(at.sentKeys()).toEqual(['key-1', 'key-1']);
    expect(at.service.accepted.size).toBe(1);
    expect(other.current().waiting).toBe(0);
  });

  it('go on together when the person signs in again in one of them', async () => {
    at.service.failNext('rate', SESSION_OVER);
    at.service.failNext('next', SESSION_OVER);
    await desk.rate(A_CLEARLY);
    await settled();
    await desk.signedInAgain();
    await settled();
    expect(other.current().signedOut).toBe(false);
    expect(item(other)).toBe(item(desk));
  });
});

describe('undo', () => {
  it('takes the last rating back and brings its item again, with what was said', async () => {
    desk.write({ ...emptyDraft(2), comment: 'it guesses' });
    await desk.rate(A_CLEARLY);
    await desk.undo();
    expect(at.service.accepted.size).toBe(0);
    expect(item(desk)).toBe('one');
    expect(held(desk)?.draft.comment).toBe('it guesses');
    expect(desk.current().notice?.kind).toBe('takenBack');
    expect(desk.current().last).toBeUndefined();
  });

  it('works after a reload', async () => {
    await desk.rate(A_CLEARLY);
    desk.stop();
    desk = await at.open();
    await desk.undo();
    expect(at.service.accepted.size).toBe(0);
    expect(item(desk)).toBe('one');
  });

  it('of what was never sent asks the service for nothing', async () => {
    desk.stop();
    at.service.failNext('rate', SESSION_OVER);
    desk = await at.open();
    await desk.rate(A_CLEARLY);
    await desk.undo();
    expect(item(desk)).toBe('one');
    expect(at.device.entries.size).toBe(0);
    expect(at.service.accepted.size).toBe(0);
  });

  it('of what may have arrived learns first what became of it', async () => {
    at.service.failNext('rate', OFFLINE, true);
    await desk.rate(A_CLEARLY);
    expect(at.service.accepted.size).toBe(1);
    await desk.undo();
    expect(at.service.accepted.size).toBe(0);
    expect(item(desk)).toBe('one');
  });

  it('rates the item that came back under a new key', async () => {
    await desk.rate(A_CLEARLY);
    await desk.undo();
    await at.look();
    await desk.rate(TIE);
    expect(new Set(at.sentKeys()).size).toBe(2);
    expect([...at.service.accepted.values()]).toEqual([{ itemId: 'one', rating: TIE }]);
  });

  it('does nothing after its time', async () => {
    await desk.rate(A_CLEARLY);
    await at.clock.turn(UNDO_MS);
    await desk.undo();
    expect(at.service.accepted.size).toBe(1);
  });

  it('can be tried again after a lost connection', async () => {
    await desk.rate(A_CLEARLY);
    at.service.failNext('withdraw', OFFLINE);
    await desk.undo();
    expect(desk.current().fault).toEqual({ kind: 'problem', problem: OFFLINE });
    expect(item(desk)).toBe('two');
    await desk.undo();
    expect(at.service.accepted.size).toBe(0);
  });

  it('that the service refuses is told and not offered again', async () => {
    await desk.rate(A_CLEARLY);
    const problem = problemOf(409, { detail: 'The time to undo is over.' });
    at.service.failNext('withdraw', problem);
    await desk.undo();
    expect(desk.current().fault).toEqual({ kind: 'problem', problem });
    expect(desk.current().last).toBeUndefined();
    expect(item(desk)).toBe('two');
  });
});
