import { beforeEach, describe, expect, it } from 'vitest';
import { OFFLINE, problemOf } from '../../domain/problem';
import { TIE } from '../../domain/verdict';
import { heldIn } from '../../usecases/deskState';
import { RatingDesk } from '../../usecases/ratingDesk';
import { TestingClock } from './testingClock';
import { TestingDrafts } from './testingDrafts';
import { LEASE_MS, TestingService } from './testingService';

let clock: TestingClock;
let service: TestingService;
let drafts: TestingDrafts;
let desk: RatingDesk;
let keys: number;

const item = () => heldIn(desk.current().phase)?.assignment.itemId;
const sentKeys = () => service.sent.map(({ key }) => key);

beforeEach(async () => {
  clock = new TestingClock();
  service = new TestingService(['one', 'two'], clock.now);
  drafts = new TestingDrafts();
  keys = 0;
  desk = new RatingDesk('project', {
    service,
    clock,
    drafts,
    newKey: () => `key-${String(++keys)}`,
    onSessionEnded: () => undefined,
  });
  await desk.start();
  await clock.turn(1_000);
});

describe('a comment', () => {
  it('goes with the verdict, without the white space around it, and is no draft any more', async () => {
    desk.write('  It guesses.\n');
    await desk.rate(TIE);
    expect(service.sent.map(({ choice }) => choice)).toEqual([{ ...TIE, comment: 'It guesses.' }]);
    expect(drafts.of('one')).toBe('');
    expect(heldIn(desk.current().phase)?.draft).toBe('');
  });

  it('of white space is none', async () => {
    desk.write(' \n ');
    await desk.rate(TIE);
    expect(service.sent.map(({ choice }) => choice)).toEqual([TIE]);
  });

  it('that was begun is there again after a reload', async () => {
    desk.write('It gue');
    desk.stop();
    await desk.start();
    expect(heldIn(desk.current().phase)?.draft).toBe('It gue');
  });

  it('stays as it was sent while nobody knows whether it arrived', async () => {
    service.failNext('rate', OFFLINE, true);
    desk.write('It guesses.');
    await desk.rate(TIE);
    desk.write('Something else.');
    await desk.retry();
    expect(service.sent.map(({ choice }) => choice.comment)).toEqual([
      'It guesses.',
      'It guesses.',
    ]);
    expect(new Set(sentKeys()).size).toBe(1);
  });

  it('is there again when the rating is taken back', async () => {
    desk.write('It guesses.');
    await desk.rate(TIE);
    await desk.undo();
    expect(item()).toBe('one');
    expect(heldIn(desk.current().phase)?.draft).toBe('It guesses.');
  });

  it('is kept while the time of the pair is renewed', async () => {
    desk.write('It guesses.');
    await clock.turn(LEASE_MS);
    expect(item()).toBe('one');
    expect(heldIn(desk.current().phase)?.draft).toBe('It guesses.');
  });

  it('that is refused stays on the desk', async () => {
    service.failNext('rate', problemOf(400, { detail: 'It is too long.' }));
    desk.write('It guesses.');
    await desk.rate(TIE);
    expect(heldIn(desk.current().phase)?.draft).toBe('It guesses.');
    expect(drafts.of('one')).toBe('It guesses.');
  });
});
