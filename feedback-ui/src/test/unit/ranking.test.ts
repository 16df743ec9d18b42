import { describe, expect, it } from 'vitest';
import {
  dropAt,
  groupsOf,
  placesOf,
  step,
  tieWithAbove,
  unranked,
  withPlace,
} from '../../domain/ranking';

const NONE = [undefined, undefined, undefined];

describe('places', () => {
  it('are groups, best first; the same place is a tie', () => {
    expect(groupsOf([2, 1, 2])).toEqual([[1], [0, 2]]);
    expect(groupsOf([9, undefined, 3])).toEqual([[2], [0]]);
    expect(groupsOf(NONE)).toEqual([]);
    expect(unranked([9, undefined, 3])).toEqual([1]);
    expect(placesOf([[1], [], [0, 2]], 4)).toEqual([2, 1, 2, undefined]);
  });

  it('are given by digits, and taken away by the same digit', () => {
    expect(withPlace(NONE, 1, 2)).toEqual([undefined, 2, undefined]);
    expect(withPlace([1, 2, 3], 1, 2)).toEqual([1, undefined, 3]);
    expect(withPlace([1, 2, 3], 1, 1)).toEqual([1, 1, 3]);
  });
});

describe('a step', () => {
  it('passes the neighbour', () => {
    expect(step([1, 2, 3], 2, -1)).toEqual([1, 3, 2]);
    expect(step([1, 2, 3], 0, 1)).toEqual([2, 1, 3]);
    expect(step([1, 2, 3], 0, -1)).toEqual([1, 2, 3]);
    expect(step([1, 2, 3], 2, 1)).toEqual([1, 2, 3]);
  });

  it('leaves a tie', () => {
    expect(step([1, 1, 2], 1, -1)).toEqual([2, 1, 3]);
    expect(step([1, 1, 2], 1, 1)).toEqual([1, 2, 3]);
  });

  it('makes who has no place the last', () => {
    expect(step([1, undefined, 2], 1, -1)).toEqual([1, 3, 2]);
    expect(step(NONE, 2, 1)).toEqual([undefined, undefined, 1]);
  });
});

describe('a tie', () => {
  it('joins the group above', () => {
    expect(tieWithAbove([1, 2, 3], 2)).toEqual([1, 2, 2]);
    expect(tieWithAbove([1, 2, undefined], 2)).toEqual([1, 2, 2]);
    expect(tieWithAbove([1, 2, 3], 0)).toEqual([1, 2, 3]);
    expect(tieWithAbove(NONE, 0)).toEqual(NONE);
  });
});

describe('what is dragged', () => {
  it('lands where the other one stands', () => {
    expect(dropAt([1, 2, 3], 2, 0)).toEqual([2, 3, 1]);
    expect(dropAt([1, 2, 3], 0, 2)).toEqual([3, 1, 2]);
    expect(dropAt([1, 2, 3], 0, 1)).toEqual([2, 1, 3]);
    expect(dropAt([1, 2, 3], 1, 1)).toEqual([1, 2, 3]);
  });

  it('comes in from below, and goes to the end over what has no place', () => {
    expect(dropAt([1, 2, undefined], 2, 0)).toEqual([2, 3, 1]);
    expect(dropAt([1, undefined, undefined], 1, 2)).toEqual([1, 2, undefined]);
  });
});
