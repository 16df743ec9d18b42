import { describe, expect, it } from 'vitest';
import type { Assignment } from '../../domain/assignment';
import {
  emptyDraft,
  missingIn,
  ratingOf,
  withAnswer,
  withFlag,
  type Draft,
} from '../../domain/draft';
import { PLAIN_FORM, verdictOnly, type Form } from '../../domain/form';
import { SKIP, TIE } from '../../domain/verdict';
import { deviceDrafts, forgetDrafts, forgetOldDrafts } from '../../usecases/drafts';
import { TestingStorage } from './testingStorage';

const HELPFUL = { name: 'helpful', label: 'Helpful', lowest: 1, highest: 5 };
const FULL: Form = {
  ...PLAIN_FORM,
  axes: [HELPFUL],
  flags: ['untrue'],
  correction: true,
  highlights: ['wrong'],
};
const RANK: Form = { ...PLAIN_FORM, task: 'RANK', answers: 3 };
const WRITE: Form = { ...PLAIN_FORM, task: 'DEMONSTRATE', answers: 0 };
const PAIR = ['one answer', 'another answer'];

const assignment = (answers: readonly string[], form = FULL): Assignment => ({
  leaseId: 'lease',
  itemId: 'item',
  prompt: [],
  form,
  answers,
  images: [],
  expiresAt: 0,
  guidelines: '',
  guidelinesVersion: 1,
});

const SAID: Draft = {
  choice: { verdict: 'LEFT', strength: 2 },
  comment: ' it guesses ',
  places: [undefined, undefined],
  answers: [
    { scores: { helpful: 4 }, flags: ['untrue'], highlights: [] },
    { scores: { helpful: 2 }, flags: [], highlights: [{ start: 0, end: 3, reason: 'wrong' }] },
  ],
  correction: { position: 0, text: 'one better answer' },
  demonstration: '',
};

describe('what is sent', () => {
  it('is all that was said, by position', () => {
    expect(ratingOf(assignment(PAIR), SAID)).toEqual({
      verdict: 'LEFT',
      strength: 2,
      comment: 'it guesses',
      answers: [
        { scores: { helpful: 4 }, flags: ['untrue'] },
        { scores: { helpful: 2 }, highlights: [{ start: 0, end: 3, reason: 'wrong' }] },
      ],
      correction: { position: 0, text: 'one better answer' },
    });
  });

  it('is no more than a verdict where no more was said', () => {
    const draft = { ...emptyDraft(2), choice: TIE, comment: '  ' };
    expect(ratingOf(assignment(PAIR, PLAIN_FORM), draft)).toEqual(TIE);
  });

  it('holds no correction that changes nothing', () => {
    const draft = { ...SAID, correction: { position: 1, text: 'another answer' } };
    expect(ratingOf(assignment(PAIR), draft)).not.toHaveProperty('correction');
  });

  it('of a skipped item is that, and why', () => {
    expect(ratingOf(assignment(PAIR), { ...SAID, choice: SKIP })).toEqual({
      ...SKIP,
      comment: 'it guesses',
    });
  });

  it('of a skipped item may have a reason, which goes with nothing else', () => {
    expect(
      ratingOf(assignment(PAIR), { ...emptyDraft(2), choice: SKIP, skipReason: 'LANGUAGE' }),
    ).toEqual({ ...SKIP, skipReason: 'LANGUAGE' });
    expect(
      ratingOf(assignment(PAIR), { ...emptyDraft(2), choice: TIE, skipReason: 'LANGUAGE' }),
    ).toEqual(TIE);
  });

  it('of a ranking are groups, best first, with ties', () => {
    const draft = { ...emptyDraft(3), places: [2, 1, 2] };
    expect(ratingOf(assignment(['a', 'b', 'c'], RANK), draft)).toEqual({ ranking: [[1], [0, 2]] });
  });

  it('of a demonstration is its text as it was written', () => {
    const draft = { ...emptyDraft(0), demonstration: 'So:\n\n    code' };
    expect(ratingOf(assignment([], WRITE), draft)).toEqual({ demonstration: 'So:\n\n    code' });
  });
});

describe('what is missing', () => {
  it('is the first thing that the form asks for and nobody said', () => {
    expect(missingIn(FULL, emptyDraft(2))).toBe('verdict');
    expect(missingIn(FULL, { ...emptyDraft(2), choice: TIE })).toBe('scores');
    expect(missingIn(FULL, SAID)).toBeUndefined();
    expect(missingIn(RANK, { ...emptyDraft(3), places: [1, undefined, 2] })).toBe('ranking');
    expect(missingIn({ ...RANK, top: 2 }, { ...emptyDraft(3), places: [1, undefined, 2] })).toBe(
      undefined,
    );
    expect(missingIn(WRITE, { ...emptyDraft(0), demonstration: ' \n' })).toBe('demonstration');
  });

  it('is nothing of what is skipped', () => {
    expect(missingIn(FULL, { ...emptyDraft(2), choice: SKIP })).toBeUndefined();
  });

  it('is never more than a verdict with a plain form', () => {
    expect(verdictOnly(PLAIN_FORM)).toBe(true);
    expect([FULL, RANK, WRITE].some(verdictOnly)).toBe(false);
  });
});

it('a flag is set and taken away', () => {
  const once = withAnswer(emptyDraft(2), 1, withFlag('untrue'));
  expect(once.answers[1]?.flags).toEqual(['untrue']);
  expect(withAnswer(once, 1, withFlag('untrue'))).toEqual(emptyDraft(2));
});

describe('drafts on the device', () => {
  it('come back as they were', () => {
    const storage = new TestingStorage();
    deviceDrafts('me', storage).keep(assignment(PAIR), SAID);
    expect(deviceDrafts('me', storage).of(assignment(PAIR))).toEqual(SAID);
    expect(deviceDrafts('you', storage).of(assignment(PAIR))).toBeUndefined();
  });

  it('follow the answers when these stand in another order', () => {
    const storage = new TestingStorage();
    deviceDrafts('me', storage).keep(assignment(PAIR), SAID);
    const found = deviceDrafts('me', storage).of(assignment([...PAIR].reverse()));
    expect(found?.choice).toEqual({ verdict: 'RIGHT', strength: 2 });
    expect(found?.answers).toEqual([...SAID.answers].reverse());
    expect(found?.correction?.position).toBe(1);
  });

  it('are none for other answers', () => {
    const storage = new TestingStorage();
    deviceDrafts('me', storage).keep(assignment(PAIR), SAID);
    expect(deviceDrafts('me', storage).of(assignment(['one answer', 'new']))).toBeUndefined();
  });

  it('are not kept when they are empty, old, unreadable or somebody has signed out', () => {
    const storage = new TestingStorage();
    const drafts = deviceDrafts('me', storage);
    drafts.keep(assignment(PAIR), SAID);
    drafts.keep(assignment(PAIR), emptyDraft(2));
    expect(storage.length).toBe(0);
    drafts.keep(assignment(PAIR), SAID);
    forgetOldDrafts(Date.now(), storage);
    expect(storage.length).toBe(1);
    forgetOldDrafts(Date.now() + 15 * 24 * 3600 * 1000, storage);
    expect(storage.length).toBe(0);
    storage.setItem('attune.draft.me.item', '{"draft":');
    expect(drafts.of(assignment(PAIR))).toBeUndefined();
    storage.setItem('other', 'stays');
    forgetDrafts(storage);
    expect(storage.length).toBe(1);
  });
});
