import { beforeEach, describe, expect, it } from 'vitest';
import { OFFLINE, problemOf, type Problem } from '../../domain/problem';
import { BOTH_BAD, SKIP, TIE, type Choice } from '../../domain/verdict';
import { heldIn } from '../../usecases/deskState';
import { RatingDesk } from '../../usecases/ratingDesk';
import { settled, TestingClock } from './testingClock';
import { TestingDrafts } from './testingDrafts';
import { LEASE_MS, TestingService, UNDO_MS } from './testingService';

const A_CLEARLY: Choice = { verdict: 'LEFT', strength: 2 };
const SERVER_ERROR = problemOf(503, undefined);

let clock: TestingClock;
let service: TestingService;
let desk: RatingDesk;
let ended: Problem[];
let keys: number;

const item = () => heldIn(desk.current().phase)?.assignment.itemId;
const phase = () => desk.current().phase.kind;
const sentKeys = () => service.sent.map(({ key }) => key);
const look = () => clock.turn(1_000);

beforeEach(async () => {
  clock = new TestingClock();
  service = new TestingService(['one', 'two', 'three'], clock.now);
  ended = [];
  keys = 0;
  desk = new RatingDesk('project', {
    service,
    clock,
    drafts: new TestingDrafts(),
    newKey: () => `key-${String(++keys)}`,
    onSessionEnded: (problem) => ended.push(problem),
  });
  await desk.start();
  await look();
});

describe('rating', () => {
  it('sends the verdict under the lease and shows the next pair', async () => {
    await desk.rate(A_CLEARLY);
    expect(service.sent).toEqual([{ leaseId: 'lease-1', choice: A_CLEARLY, key: 'key-1' }]);
    expect(item()).toBe('two');
    expect(desk.current().last?.choice).toBe(A_CLEARLY);
    expect(desk.current().progress?.mine).toBe(1);
  });

  it('takes a second press for the same pair as nothing', async () => {
    await Promise.all([desk.rate(A_CLEARLY), desk.rate(TIE)]);
    expect(service.sent).toHaveLength(1);
  });

  it('ignores a verdict on a pair that nobody can have read yet', async () => {
    await desk.rate(A_CLEARLY);
    await desk.rate(A_CLEARLY);
    expect(service.sent).toHaveLength(1);
    await look();
    await desk.rate(A_CLEARLY);
    expect(service.sent).toHaveLength(2);
  });

  it('draws a new key for each pair', async () => {
    await desk.rate(BOTH_BAD);
    await look();
    await desk.rate(SKIP);
    expect(sentKeys()).toEqual(['key-1', 'key-2']);
  });
});

describe('a lost connection', () => {
  it('keeps the rating, and sending again uses the same key and counts once', async () => {
    service.failNext('rate', OFFLINE, true);
    await desk.rate(A_CLEARLY);
    expect(desk.current().phase).toMatchObject({ kind: 'unsent', choice: A_CLEARLY });
    await desk.retry();
    expect(sentKeys()).toEqual(['key-1', 'key-1']);
    expect([...service.accepted.values()]).toEqual([{ itemId: 'one', choice: A_CLEARLY }]);
    expect(item()).toBe('two');
  });

  it('allows no other verdict while it is unknown whether the first arrived', async () => {
    service.failNext('rate', OFFLINE);
    await desk.rate(A_CLEARLY);
    await desk.rate(TIE);
    expect(service.sent).toHaveLength(1);
  });

  it('is tried again by itself, with longer and longer waits', async () => {
    [1, 2, 3].forEach(() => {
      service.failNext('rate', SERVER_ERROR);
    });
    await desk.rate(A_CLEARLY);
    const waits = [];
    while (phase() === 'unsent' && waits.length < 5) {
      const wait = clock.untilNext() ?? NaN;
      waits.push(wait);
      await clock.turn(wait);
    }
    expect(waits).toEqual([4_000, 6_000, 9_000]);
    expect(new Set(sentKeys())).toEqual(new Set(['key-1']));
    expect(service.accepted.size).toBe(1);
  });

  it('while asking for the next pair is told, and retried', async () => {
    service.failNext('next', OFFLINE);
    await desk.rate(A_CLEARLY);
    expect(desk.current().phase).toEqual({ kind: 'failed', problem: OFFLINE });
    await desk.retry();
    expect(item()).toBe('two');
  });

  it('does not stop the rating when only the progress is missing', async () => {
    service.failNext('progress', OFFLINE);
    await desk.rate(A_CLEARLY);
    expect(item()).toBe('two');
    expect(desk.current().progress?.mine).toBe(0);
  });
});

describe('a refusal', () => {
  it.each([404, 409, 410, 422])('with %i says so and goes on to the next pair', async (status) => {
    service.failNext('rate', problemOf(status, { detail: 'It is gone.' }));
    await desk.rate(A_CLEARLY);
    expect(desk.current().notice).toBe('It is gone. Here is the next pair.');
    expect(phase()).toBe('open');
    expect(service.accepted.size).toBe(0);
  });

  it('of another kind leaves the pair open, and another verdict has another key', async () => {
    service.failNext('rate', problemOf(400, { detail: 'The strength is wrong.' }));
    await desk.rate(A_CLEARLY);
    expect(desk.current().alert).toBe('The strength is wrong.');
    expect(item()).toBe('one');
    await desk.rate(TIE);
    expect(sentKeys()).toEqual(['key-1', 'key-2']);
    expect(desk.current().alert).toBeUndefined();
  });

  it('with 401 ends the session and stops all timers', async () => {
    service.failNext('rate', problemOf(401, undefined));
    await desk.rate(A_CLEARLY);
    expect(ended.map(({ status }) => status)).toEqual([401]);
    expect(clock.untilNext()).toBeUndefined();
  });
});

describe('undo', () => {
  it('takes the last rating back and brings its pair again', async () => {
    await desk.rate(A_CLEARLY);
    await desk.undo();
    expect(service.accepted.size).toBe(0);
    expect(item()).toBe('one');
    expect(desk.current().notice).toBe('Taken back: A is clearly better.');
    expect(desk.current().progress?.mine).toBe(0);
  });

  it('rates the pair that came back under a new key', async () => {
    await desk.rate(A_CLEARLY);
    await desk.undo();
    await look();
    await desk.rate(TIE);
    expect(new Set(sentKeys()).size).toBe(2);
    expect([...service.accepted.values()]).toEqual([{ itemId: 'one', choice: TIE }]);
  });

  it('works once', async () => {
    await desk.rate(A_CLEARLY);
    await desk.undo();
    expect(desk.current().last).toBeUndefined();
  });

  it('does nothing after its time', async () => {
    await desk.rate(A_CLEARLY);
    await clock.turn(UNDO_MS);
    await desk.undo();
    expect(service.accepted.size).toBe(1);
  });

  it('can be tried again after a lost connection', async () => {
    await desk.rate(A_CLEARLY);
    service.failNext('withdraw', OFFLINE);
    await desk.undo();
    expect(desk.current().alert).toBe(OFFLINE.sentence);
    expect(item()).toBe('two');
    await desk.undo();
    expect(service.accepted.size).toBe(0);
  });

  it('that the service refuses is told and not offered again', async () => {
    await desk.rate(A_CLEARLY);
    service.failNext('withdraw', problemOf(409, { detail: 'The time to undo is over.' }));
    await desk.undo();
    expect(desk.current().alert).toBe('The time to undo is over.');
    expect(desk.current().last).toBeUndefined();
    expect(item()).toBe('two');
  });
});

describe('the end of a lease', () => {
  it('fetches the next pair with a sentence', async () => {
    await clock.turn(LEASE_MS);
    expect(desk.current().notice).toContain('ran out');
    expect(heldIn(desk.current().phase)?.assignment.leaseId).toBe('lease-2');
  });

  it('is the service’s to say: a wrong clock here neither loops nor loses the pair', async () => {
    const slow = new TestingService(['one'], () => clock.now() - LEASE_MS - 5_000);
    const other = new RatingDesk('project', {
      service: slow,
      clock,
      drafts: new TestingDrafts(),
      newKey: () => 'key',
      onSessionEnded: () => undefined,
    });
    await other.start();
    await clock.turn(1);
    expect(other.current().phase).toMatchObject({ kind: 'open', held: { clockTrusted: false } });
    expect(other.current().notice).toBeUndefined();
    await clock.turn(1_000);
    await other.rate(TIE);
    expect(slow.accepted.size).toBe(1);
    other.stop();
  });
});

describe('when nothing is left', () => {
  beforeEach(async () => {
    service.items = ['one'];
    await desk.rate(TIE);
  });

  it('the desk is empty and asks now and then until a pair comes', async () => {
    expect(phase()).toBe('empty');
    expect(clock.untilNext()).toBe(4_000);
    await clock.turn(4_000);
    expect(clock.untilNext()).toBe(6_000);
    service.items = ['one', 'new'];
    await clock.turn(6_000);
    expect(item()).toBe('new');
  });

  it('never waits longer than half a minute', async () => {
    for (let turn = 0; turn < 10; turn += 1) {
      await clock.turn(clock.untilNext() ?? NaN);
    }
    expect(clock.untilNext()).toBe(30_000);
  });

  it('the last rating can still be taken back', async () => {
    await desk.undo();
    expect(item()).toBe('one');
  });
});

it('a closed desk asks for nothing more and ignores late answers', async () => {
  const late = desk.rate(A_CLEARLY);
  desk.stop();
  const before = desk.current();
  await late;
  await settled();
  expect(desk.current()).toBe(before);
  expect(clock.untilNext()).toBeUndefined();
});
