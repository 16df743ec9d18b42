import { beforeEach, describe, expect, it } from 'vitest';
import { PLAIN_FORM } from '../../domain/form';
import { OFFLINE, problemOf } from '../../domain/problem';
import { BOTH_BAD, SKIP, TIE, type Choice } from '../../domain/verdict';
import type { RatingDesk } from '../../usecases/ratingDesk';
import { settled } from './testingClock';
import { held, item, TestingDesk } from './testingDesk';
import { LEASE_MS } from './testingService';

const A_CLEARLY: Choice = { verdict: 'LEFT', strength: 2 };

let at: TestingDesk;
let desk: RatingDesk;

beforeEach(async () => {
  at = new TestingDesk();
  desk = await at.open();
});

describe('rating', () => {
  it('sends the verdict under the lease and shows the next item', async () => {
    await desk.rate(A_CLEARLY);
    expect(at.service.sent).toEqual([{ leaseId: 'lease-1', rating: A_CLEARLY, key: 'key-1' }]);
    expect(item(desk)).toBe('two');
    await settled();
    expect(desk.current().last?.rating).toEqual(A_CLEARLY);
    expect(desk.current().progress?.mine).toBe(1);
  });

  it('takes a second press for the same item as nothing', async () => {
    await Promise.all([desk.rate(A_CLEARLY), desk.rate(TIE)]);
    expect(at.service.sent).toHaveLength(1);
  });

  it('ignores a verdict on an item that nobody can have read yet', async () => {
    await desk.rate(A_CLEARLY);
    await desk.rate(A_CLEARLY);
    expect(at.service.sent).toHaveLength(1);
    await at.look();
    await desk.rate(A_CLEARLY);
    expect(at.service.sent).toHaveLength(2);
  });

  it('draws a new key for each rating', async () => {
    await desk.rate(BOTH_BAD);
    await at.look();
    await desk.rate(SKIP);
    expect(at.sentKeys()).toEqual(['key-1', 'key-2']);
  });

  it('skips with a reason, at once, and gives none for what is said otherwise', async () => {
    await desk.skip('LANGUAGE');
    await at.look();
    await desk.rate(SKIP);
    expect(at.service.sent.map(({ rating }) => rating)).toEqual([
      { ...SKIP, skipReason: 'LANGUAGE' },
      SKIP,
    ]);
  });

  it('waits for “send” where more than a verdict is asked for', async () => {
    at.service.form = { ...PLAIN_FORM, flags: ['harmful'] };
    desk = await at.open();
    await desk.send();
    expect(desk.current().fault).toEqual({ kind: 'missing', missing: 'verdict' });
    await desk.rate(A_CLEARLY);
    expect(at.service.sent).toHaveLength(0);
    expect(desk.current().fault).toBeUndefined();
    await desk.send();
    expect(at.service.sent).toHaveLength(1);
  });
});

describe('what comes next', () => {
  it('is on the desk before the service has answered', async () => {
    const given = desk.rate(A_CLEARLY);
    await settledButNotSent();
    expect(item(desk)).toBe('two');
    await given;
  });

  it('is asked for when it could not be had in advance', async () => {
    at = new TestingDesk(['one', 'two']);
    at.service.failNext('ahead', OFFLINE);
    desk = await at.open();
    await desk.rate(TIE);
    expect(item(desk)).toBe('two');
  });

  it('has its whole time from when it comes to the desk', async () => {
    await at.clock.turn(LEASE_MS / 2);
    await desk.rate(TIE);
    expect(held(desk)?.assignment.expiresAt).toBeGreaterThan(at.clock.now() + LEASE_MS - 2_000);
  });

  it('is asked for anew when its time is nearly over', async () => {
    const before = held(desk)?.assignment.leaseId;
    await at.clock.turn(LEASE_MS - 10_000);
    await desk.rate(TIE);
    expect(before).toBe('lease-1');
    expect(item(desk)).toBe('two');
  });

  it('goes back with a pause, and nothing is reserved', async () => {
    await desk.rest();
    expect(at.service.givenBack).toEqual(['lease-1', 'lease-2']);
    expect(desk.current().phase.kind).toBe('resting');
    await desk.retry();
    expect(item(desk)).toBe('one');
  });

  it('goes back when the page goes away, and what is on the desk stays', async () => {
    desk.leave();
    await settled();
    expect(at.service.givenBack).toEqual(['lease-2']);
  });
});

/** What needs no answer of the service has happened. */
const settledButNotSent = async (): Promise<void> => {
  for (let turn = 0; turn < 3; turn += 1) {
    await Promise.resolve();
  }
};

describe('a refusal', () => {
  it.each([404, 409, 410, 422])(
    'with %i keeps what was said, for when the item comes again',
    async (status) => {
      const problem = problemOf(status, { detail: 'It is gone.' });
      at.service.failNext('rate', problem);
      await desk.rate(A_CLEARLY);
      expect(desk.current().notice).toEqual({ kind: 'gone', problem });
      expect(item(desk)).toBe('two');
      expect(at.service.accepted.size).toBe(0);
      expect(at.device.begun.get('one')?.choice).toEqual(A_CLEARLY);
      expect(at.device.entries.size).toBe(0);
    },
  );

  it('of another kind brings the item back, and another verdict has another key', async () => {
    const problem = problemOf(400, { detail: 'The strength is wrong.' });
    at.service.failNext('rate', problem);
    await desk.rate(A_CLEARLY);
    await settled();
    expect(desk.current().fault).toEqual({ kind: 'problem', problem });
    expect(item(desk)).toBe('one');
    expect(held(desk)?.draft.choice).toEqual(A_CLEARLY);
    await at.look();
    await desk.rate(TIE);
    expect(at.sentKeys()).toEqual(['key-1', 'key-2']);
    expect(desk.current().fault).toBeUndefined();
  });
});

describe('the end of a lease', () => {
  it('fetches the next item with a sentence', async () => {
    await at.clock.turn(LEASE_MS);
    expect(desk.current().notice).toEqual({ kind: 'leaseOver' });
    expect(held(desk)?.assignment.leaseId).not.toBe('lease-1');
  });

  it('is the service’s to say: a wrong clock here neither loops nor loses the item', async () => {
    at = new TestingDesk(['one'], (clock) => clock.now() - LEASE_MS - 5_000);
    const other = await at.open();
    expect(other.current().phase).toMatchObject({ kind: 'open', held: { clockTrusted: false } });
    expect(other.current().notice).toBeUndefined();
    await at.clock.turn(1_000);
    await other.rate(TIE);
    expect(at.service.accepted.size).toBe(1);
    other.stop();
  });
});

describe('when nothing is left', () => {
  beforeEach(async () => {
    at = new TestingDesk(['one']);
    desk = await at.open();
    await desk.rate(TIE);
  });

  it('the desk is empty and asks now and then until an item comes', async () => {
    expect(desk.current().phase.kind).toBe('empty');
    await at.clock.turn(4_000);
    at.service.items = ['one', 'new'];
    await at.clock.turn(6_000);
    expect(item(desk)).toBe('new');
  });

  it('the last rating can still be taken back', async () => {
    await desk.undo();
    expect(item(desk)).toBe('one');
  });
});

it('a closed desk asks for nothing more and ignores late answers', async () => {
  const late = desk.rate(A_CLEARLY);
  desk.stop();
  await late;
  await settled();
  const sent = at.service.sent.length;
  await at.clock.turn(LEASE_MS);
  expect(at.service.sent).toHaveLength(sent);
  expect(desk.current().phase.kind).not.toBe('open');
});
