import { describe, expect, it } from 'vitest';
import { clockText, secondsLeft } from '../../domain/assignment';
import { promptsOf, settledPercent, settledShare } from '../../domain/project';
import { mayCreateProjects, mayRate, passwordFault } from '../../domain/session';

describe('time', () => {
  it('counts whole seconds down and never below zero', () => {
    expect(secondsLeft(10_001, 10_000)).toBe(1);
    expect(secondsLeft(12_000, 10_000)).toBe(2);
    expect(secondsLeft(9_000, 10_000)).toBe(0);
  });

  it('is written as minutes and seconds', () => {
    expect(clockText(0)).toBe('0:00');
    expect(clockText(75)).toBe('1:15');
    expect(clockText(600)).toBe('10:00');
  });
});

describe('progress', () => {
  const progress = { items: 8, open: 6, settled: 2, mine: 1, left: 6 };

  it('is the settled share', () => {
    expect(settledShare(progress)).toBe(0.25);
  });

  it('is zero in an empty project', () => {
    expect(settledShare({ ...progress, items: 0, settled: 0 })).toBe(0);
  });
});

describe('progress in percent', () => {
  it.each([
    [1000, 1003, 99],
    [1003, 1003, 100],
    [1, 1000, 1],
    [0, 1000, 0],
    [1, 2, 50],
  ])('%i of %i settled is %i', (settled, items, percent) => {
    expect(settledPercent({ items, settled, open: items - settled, mine: 0, left: 0 })).toBe(
      percent,
    );
  });
});

describe('pasted prompts', () => {
  const contents = (text: string) => promptsOf(text).map(({ messages }) => messages[0]?.content);

  it('are one per line', () => {
    expect(contents('one\r\n  two  \nthree\n')).toEqual(['one', 'two', 'three']);
  });

  it('are separated by empty lines when there are any', () => {
    expect(contents('one\nmore of one\n\n \n\ntwo')).toEqual(['one\nmore of one', 'two']);
  });

  it('are taken once', () => {
    expect(contents('same\nsame\nother')).toEqual(['same', 'other']);
  });

  it('give nothing for blank text', () => {
    expect(promptsOf(' \n \n')).toEqual([]);
  });

  it('keep every tenth aside for evaluations', () => {
    const text = Array.from({ length: 20 }, (_, index) => `prompt ${String(index + 1)}`).join('\n');
    const heldOut = promptsOf(text).filter(({ split }) => split === 'HELD_OUT');
    expect(heldOut.map(({ messages }) => messages[0]?.content)).toEqual(['prompt 10', 'prompt 20']);
  });
});

describe('a new password', () => {
  it('is accepted when it is long, new and typed twice', () => {
    expect(passwordFault('once', 'four plain words', 'four plain words')).toBeUndefined();
  });

  it.each([
    ['too short', 'once', 'eleven char', 'eleven char', 'tooShort'],
    ['the one-time password', 'one-time-password', 'one-time-password', 'x', 'same'],
    ['typed differently', 'once', 'four plain words', 'four plain word', 'differ'],
  ])('is refused when %s', (_, current, next, again, fault) => {
    expect(passwordFault(current, next, again)).toBe(fault);
  });
});

describe('roles', () => {
  const session = (...roles: string[]) => ({
    id: '1',
    name: 'n',
    roles,
    mustChangePassword: false,
  });

  it('decide who rates and who creates projects', () => {
    expect(mayRate(session('annotator'))).toBe(true);
    expect(mayRate(session('administrator'))).toBe(false);
    expect(mayCreateProjects(session('engineer'))).toBe(true);
    expect(mayCreateProjects(session('annotator', 'reviewer'))).toBe(false);
  });
});
