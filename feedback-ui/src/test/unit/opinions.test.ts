import { describe, expect, it } from 'vitest';
import { opinionToRevise, opinionToSend, undoable, type OwnRating } from '../../domain/history';
import { opinionOf, placesOf, rankingOf, rankingText, stepOf, STEPS } from '../../domain/opinions';
import { mayReview, ratersOf, type ReviewItem } from '../../domain/review';

const FORM = {
  task: 'COMPARE',
  axes: [],
  flags: [],
  comment: true,
  correction: false,
  highlights: [],
} as const;

const rating = (of: Partial<OwnRating>): OwnRating => ({
  id: 'r',
  itemId: 'i',
  projectId: 'p',
  project: 'greetings',
  prompt: [{ role: 'user', content: 'Hello?' }],
  form: FORM,
  answers: ['hi', 'yes'],
  images: [],
  verdict: 'LEFT',
  strength: 2,
  ranking: [],
  remarks: [],
  ratedAt: '2026-01-01T00:00:00Z',
  version: 1,
  state: 'COUNTS',
  review: 'NONE',
  changeable: true,
  undoUntil: '2026-01-01T00:01:00Z',
  notes: 0,
  unseen: 0,
  ...of,
});

describe('steps', () => {
  it.each(STEPS)('%s is said and read back', (step) => {
    const { verdict, strength } = opinionOf(step);
    expect(stepOf(verdict, strength)).toBe(step);
  });

  it('are of comparisons only', () => {
    expect(stepOf('SKIP', 0)).toBeUndefined();
    expect(stepOf('RANKED', 0)).toBeUndefined();
  });
});

describe('rankings', () => {
  it('are places and back, with ties and without what was not ranked', () => {
    const ranking = [[2], [0, 3]];
    expect(placesOf(ranking, 4)).toEqual([2, 0, 1, 2]);
    expect(rankingOf(placesOf(ranking, 4))).toEqual(ranking);
    expect(rankingOf([0, 0])).toEqual([]);
    expect(rankingText(ranking)).toBe('C > A = D');
  });
});

describe('a revision', () => {
  it('begins with all that was said', () => {
    const remarks = [{ scores: { helpful: 4 } }, {}];
    expect(opinionToRevise(rating({ comment: 'why', remarks }))).toEqual({
      verdict: 'LEFT',
      strength: 2,
      comment: 'why',
      answers: remarks,
    });
    expect(
      opinionToRevise(
        rating({
          form: { ...FORM, task: 'RANK' },
          verdict: 'RANKED',
          ranking: [[1], [0]],
          correctedPosition: 0,
          correction: 'better',
        }),
      ),
    ).toEqual({ ranking: [[1], [0]], correction: { position: 0, text: 'better' } });
  });

  it('leaves out what says nothing', () => {
    const answers = ['hi', 'yes'];
    const said = { verdict: 'TIE', strength: 0 } as const;
    const corrected = (text: string) => ({ ...said, correction: { position: 1, text } });
    expect(opinionToSend({ ...said, comment: ' why ' }, answers)).toEqual({
      ...said,
      comment: 'why',
    });
    expect(opinionToSend({ ...said, comment: ' ' }, answers)).toEqual(said);
    expect(opinionToSend(corrected('yes'), answers)).toEqual(said);
    expect(opinionToSend(corrected(' '), answers)).toEqual(said);
    expect(opinionToSend(corrected('hi'), answers)).toEqual(corrected('hi'));
  });

  it('is not needed while a rating may be undone', () => {
    expect(undoable(rating({}), Date.parse('2026-01-01T00:00:59Z'))).toBe(true);
    expect(undoable(rating({}), Date.parse('2026-01-01T00:01:01Z'))).toBe(false);
    expect(undoable(rating({ state: 'SKIPPED' }), 0)).toBe(false);
  });
});

describe('reviewers', () => {
  it('write to each rater once, and never to each other', () => {
    const person = (pseudonym: string) => ({ pseudonym, you: false });
    const opinion = {
      ratingId: 'r',
      by: person('one'),
      verdict: 'LEFT',
      strength: 1,
      wasLeft: true,
      ranking: [],
      remarks: [],
      dwellMillis: 1,
      at: '2026-01-01T00:00:00Z',
    } as const;
    const note = (author: string) => ({
      id: author,
      rater: 'one',
      author: person(author),
      text: 'why?',
      writtenAt: '2026-01-01T00:00:00Z',
    });
    const item: ReviewItem = {
      id: 'i',
      projectId: 'p',
      state: 'NONE',
      prompt: [],
      form: FORM,
      answers: [],
      images: [],
      accepted: 1,
      ratingsPerItem: 2,
      disagreement: 0,
      ratings: [opinion],
      flags: [{ id: 'f', by: person('two'), reason: 'HARMFUL', flaggedAt: '2026-01-01T00:00:00Z' }],
      notes: [note('reviewer'), note('one')],
      yours: false,
    };
    expect(ratersOf(item).map(({ pseudonym }) => pseudonym)).toEqual(['one', 'two']);
  });

  it('are those whose role it is, and who look after projects', () => {
    const session = (...roles: string[]) => ({
      id: '1',
      name: 'ada',
      roles,
      mustChangePassword: false,
      manages: false,
    });
    expect(mayReview(session('annotator'))).toBe(false);
    expect(mayReview({ ...session('annotator'), manages: true })).toBe(true);
    expect(mayReview(session('reviewer'))).toBe(true);
    expect(mayReview(session('engineer'))).toBe(true);
  });
});
