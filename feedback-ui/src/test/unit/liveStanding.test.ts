import { beforeEach, expect, it } from 'vitest';
import { OFFLINE, ProblemError, type Problem } from '../../domain/problem';
import type { ProjectStanding } from '../../domain/standing';
import type { StandingDesk } from '../../domain/standingDesk';
import { followStanding, type Liveness } from '../../usecases/liveStanding';
import { settled, TestingClock } from './testingClock';

/** A service that says what the test says, to whoever follows now. */
class Desk implements StandingDesk {
  calls = 0;
  signal: AbortSignal | undefined;
  tell: (standing: ProjectStanding) => void = () => undefined;
  end: () => void = () => undefined;
  fail: (problem: Problem) => void = () => undefined;

  follow(
    _project: string,
    _playground: boolean,
    onStanding: (standing: ProjectStanding) => void,
    signal: AbortSignal,
  ): Promise<void> {
    this.calls++;
    this.signal = signal;
    this.tell = onStanding;
    return new Promise((resolve, reject) => {
      this.end = resolve;
      this.fail = (problem) => {
        reject(new ProblemError(problem));
      };
    });
  }
}

const standing = (votes: number): ProjectStanding => ({
  votes,
  raters: 1,
  prompts: 1,
  cut: false,
  leftOut: { byHand: 0, sameCheckpoint: 0, checkpoints: 0 },
  groups: [],
  apart: [],
  pairs: [],
  window: 5,
});

let desk: Desk;
let clock: TestingClock;
let seen: number[];
let said: Liveness['name'][];
let stop: () => void;

beforeEach(() => {
  desk = new Desk();
  clock = new TestingClock();
  seen = [];
  said = [];
  stop = followStanding({ desk, clock }, 'p', false, {
    onStanding: ({ votes }) => seen.push(votes),
    onLiveness: ({ name }) => said.push(name),
  });
});

it('is live from the first standing on', () => {
  expect(said).toEqual(['connecting']);
  desk.tell(standing(1));
  desk.tell(standing(2));
  expect(seen).toEqual([1, 2]);
  expect(said.at(-1)).toBe('live');
});

it('begins again when the service has ended it, after longer and longer waits', async () => {
  for (const wait of [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]) {
    desk.fail(OFFLINE);
    await settled();
    expect(said.at(-1)).toBe('away');
    expect(clock.untilNext()).toBe(wait);
    await clock.turn(wait);
  }
  expect(desk.calls).toBe(8);
  desk.tell(standing(3));
  desk.end();
  await settled();
  expect(clock.untilNext()).toBe(1_000);
  expect(seen).toEqual([3]);
});

it.each([401, 403, 404])('does not ask again after %i', async (status) => {
  desk.fail({ code: 'refused', status });
  await settled();
  expect(said.at(-1)).toBe('ended');
  expect(clock.untilNext()).toBeUndefined();
});

it('asks again when too many look on', async () => {
  desk.fail({ code: 'standing-busy', status: 503 });
  await settled();
  expect(said.at(-1)).toBe('away');
  expect(clock.untilNext()).toBe(1_000);
});

it('whoever has stopped hears nothing more and asks for nothing', async () => {
  desk.tell(standing(1));
  stop();
  expect(desk.signal?.aborted).toBe(true);
  desk.tell(standing(2));
  desk.end();
  await settled();
  expect(seen).toEqual([1]);
  expect(said.at(-1)).toBe('live');
  expect(clock.untilNext()).toBeUndefined();
});

it('stopping while it waits to begin again ends the waiting', async () => {
  desk.fail(OFFLINE);
  await settled();
  stop();
  expect(clock.untilNext()).toBeUndefined();
  expect(desk.calls).toBe(1);
});
