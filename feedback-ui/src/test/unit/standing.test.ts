import { expect, it } from 'vitest';
import { against, leavesOut, reachOf, type CheckpointPair } from '../../domain/standing';

const pair: CheckpointPair = {
  first: 'a',
  second: 'b',
  wins: 6,
  ties: 2,
  losses: 2,
  bothBad: 1,
  winRate: { value: 0.7 },
  anytime: { low: 0.55, high: 0.9, raters: 12, clear: true },
};

it('a pair is the same from both ends', () => {
  expect(against([pair], 'a', 'b')).toEqual({
    wins: 6,
    ties: 2,
    losses: 2,
    bothBad: 1,
    rate: 0.7,
    low: 0.55,
    high: 0.9,
    raters: 12,
    clear: true,
  });
  const other = against([pair], 'b', 'a');
  expect(other).toMatchObject({ wins: 2, ties: 2, losses: 6, bothBad: 1, clear: true });
  expect(other?.rate).toBeCloseTo(0.3);
  expect(other?.low).toBeCloseTo(0.1);
  expect(other?.high).toBeCloseTo(0.45);
});

it('what was never compared has no numbers', () => {
  expect(against([pair], 'a', 'c')).toBeUndefined();
  const bad = { ...pair, winRate: { undefined: 'NOTHING' }, anytime: { raters: 0, clear: false } };
  expect(against([bad], 'a', 'b')?.rate).toBeUndefined();
  expect(against([bad], 'a', 'b')?.low).toBeUndefined();
});

it('an interval that is not there leaves nothing out', () => {
  expect(leavesOut({ value: 3 }, 0)).toBe(false);
  expect(leavesOut({ value: 3, low: 1, high: 5 }, 0)).toBe(true);
  expect(leavesOut({ value: -3, low: -5, high: -1 }, 0)).toBe(true);
  expect(leavesOut({ value: 3, low: -1, high: 5 }, 0)).toBe(false);
});

it('the plot reaches to round points on both sides of zero', () => {
  const figures = { sameLength: {}, best: {}, winRate: {}, bothBad: {} };
  const votes = { wins: 0, ties: 0, losses: 0, bothBad: 0, raters: 0, prompts: 0 };
  const ranks = { best: 1, worst: 1 };
  const rated = {
    checkpoint: 'a',
    elo: { value: 73, low: 12, high: 131 },
    ...figures,
    votes,
    ranks,
  };
  expect(reachOf([rated])).toEqual([-50, 150]);
  expect(reachOf([])).toEqual([-50, 50]);
});
