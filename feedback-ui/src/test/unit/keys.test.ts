import { describe, expect, it } from 'vitest';
import type { Task } from '../../domain/form';
import {
  actionOf as actionWith,
  CHOICES,
  COMMANDS,
  conflictOf,
  DEFAULT_KEYS,
  mayBeKey,
  type KeyAction,
  type KeyPress,
} from '../../domain/keys';
import { keepKeys, keysOf } from '../../usecases/deviceKeys';
import { TestingStorage } from './testingStorage';

const press = (key: string, change: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: '',
  shift: false,
  repeat: false,
  ctrl: false,
  meta: false,
  alt: false,
  altGraph: false,
  typing: false,
  onControl: false,
  dialogOpen: false,
  ...change,
});

const actionOf = (keyPress: KeyPress, task: Task = 'COMPARE'): KeyAction | undefined =>
  actionWith(keyPress, DEFAULT_KEYS, task);
const command = (name: string) => ({ kind: 'command', command: name });
const choiceOf = (action: KeyAction | undefined) =>
  action?.kind === 'command' ? CHOICES[action.command] : undefined;

describe('the scale', () => {
  it.each([
    ['1', 'LEFT', 3],
    ['2', 'LEFT', 2],
    ['3', 'LEFT', 1],
    ['4', 'TIE', 0],
    ['5', 'RIGHT', 1],
    ['6', 'RIGHT', 2],
    ['7', 'RIGHT', 3],
    ['a', 'LEFT', 2],
    ['A', 'LEFT', 2],
    ['b', 'RIGHT', 2],
    ['e', 'TIE', 0],
    ['x', 'BOTH_BAD', 0],
    ['S', 'SKIP', 0],
  ])('gives for the key %s the verdict %s with strength %i', (key, verdict, strength) => {
    expect(choiceOf(actionOf(press(key)))).toEqual({ verdict, strength });
  });
});

describe('other keyboards', () => {
  it.each([
    ['French 1', '&', 'Digit1', 'LEFT', 3],
    ['French 6', '-', 'Digit6', 'RIGHT', 2],
    ['Czech 4', 'č', 'Digit4', 'TIE', 0],
    ['Arabic 7', '٧', 'Digit7', 'RIGHT', 3],
    ['Russian A', 'ф', 'KeyA', 'LEFT', 2],
    ['Hebrew B', 'נ', 'KeyB', 'RIGHT', 2],
    ['Greek X', 'χ', 'KeyX', 'BOTH_BAD', 0],
    ['an input method on S', 'Process', 'KeyS', 'SKIP', 0],
    ['full-width 2', '２', 'Digit2', 'LEFT', 2],
    ['French A, which stands on Q', 'a', 'KeyQ', 'LEFT', 2],
    ['the number pad', '5', 'Numpad5', 'RIGHT', 1],
  ])('rate by place where they write no letter of ours: %s', (_, key, code, verdict, strength) => {
    expect(choiceOf(actionOf(press(key, { code })))).toEqual({ verdict, strength });
  });

  it('undo and help, too', () => {
    expect(actionOf(press('я', { code: 'KeyZ', ctrl: true }))).toEqual(command('undo'));
    expect(actionOf(press('г', { code: 'KeyU' }))).toEqual(command('undo'));
    expect(actionOf(press('؟', { code: 'Slash', shift: true }))).toEqual(command('help'));
  });

  it.each([
    ['French Q, which stands on A', press('q', { code: 'KeyA' })],
    ['Turkish ğ, which stands on E', press('ğ', { code: 'KeyE' })],
    ['! over the 1', press('!', { code: 'Digit1', shift: true })],
    ['8', press('_', { code: 'Digit8' })],
  ])('leave what they write to the browser: %s', (_, keyPress) => {
    expect(actionOf(keyPress)).toBeUndefined();
  });
});

describe('the other keys', () => {
  it('undo with U, Ctrl+Z and Cmd+Z', () => {
    expect(actionOf(press('u'))).toEqual(command('undo'));
    expect(actionOf(press('z', { ctrl: true }))).toEqual(command('undo'));
    expect(actionOf(press('z', { meta: true }))).toEqual(command('undo'));
  });

  it('open the help and the guidelines', () => {
    expect(actionOf(press('?'))).toEqual(command('help'));
    expect(actionOf(press('g'))).toEqual(command('guidelines'));
  });

  it.each(['8', '0', 'z', 'Backspace', 'Delete', ' ', 'ArrowLeft', 'Tab', 'F1'])(
    'leave %s to the browser',
    (key) => {
      expect(actionOf(press(key))).toBeUndefined();
    },
  );
});

describe('no key acts', () => {
  it.each<[string, KeyPress]>([
    ['while somebody types', press('1', { typing: true })],
    ['while a dialog is open', press('1', { dialogOpen: true })],
    ['when it is held down', press('1', { repeat: true })],
    ['with Ctrl', press('1', { ctrl: true })],
    ['with Cmd', press('a', { meta: true })],
    ['with Alt', press('3', { alt: true })],
    ['with AltGr, which types letters', press('e', { altGraph: true, ctrl: true, alt: true })],
    ['with Ctrl+Shift+Z, which means redo', press('Z', { ctrl: true, shift: true })],
    ['on undo while a field has the focus', press('z', { ctrl: true, typing: true })],
  ])('%s', (_, keyPress) => {
    expect(actionOf(keyPress)).toBeUndefined();
  });
});

describe('what sends', () => {
  it('is Enter, unless it belongs to what has the focus', () => {
    expect(actionOf(press('Enter'))).toEqual({ kind: 'send' });
    expect(actionOf(press('Enter', { onControl: true }))).toBeUndefined();
    expect(actionOf(press('Enter', { typing: true }))).toBeUndefined();
    expect(actionOf(press('Enter', { dialogOpen: true, ctrl: true }))).toBeUndefined();
  });

  it('is Ctrl+Enter and Cmd+Enter also while somebody types', () => {
    expect(actionOf(press('Enter', { typing: true, ctrl: true }))).toEqual({ kind: 'send' });
    expect(actionOf(press('Enter', { onControl: true, meta: true }))).toEqual({ kind: 'send' });
  });
});

describe('a ranking', () => {
  it('takes digits as places, and knows no better side', () => {
    expect(actionOf(press('3'), 'RANK')).toEqual({ kind: 'place', place: 3 });
    expect(actionOf(press('&', { code: 'Digit1' }), 'RANK')).toEqual({ kind: 'place', place: 1 });
    expect(actionOf(press('a'), 'RANK')).toBeUndefined();
    expect(actionOf(press('x'), 'RANK')).toBeUndefined();
    expect(actionOf(press('s'), 'RANK')).toEqual(command('skip'));
  });
});

describe('chosen keys', () => {
  it('act instead of those of before', () => {
    const keys = { ...DEFAULT_KEYS, left: 'k', skip: 'ö' };
    expect(actionWith(press('k'), keys, 'COMPARE')).toEqual(command('left'));
    expect(actionWith(press('ö', { code: 'Semicolon' }), keys, 'COMPARE')).toEqual(command('skip'));
    expect(actionWith(press('a'), keys, 'COMPARE')).toBeUndefined();
  });

  it('are one for each command', () => {
    expect(new Set(COMMANDS.map((one) => DEFAULT_KEYS[one])).size).toBe(COMMANDS.length);
    expect(conflictOf(DEFAULT_KEYS, 'left', 'b')).toBe('right');
    expect(conflictOf(DEFAULT_KEYS, 'left', 'a')).toBeUndefined();
    expect(conflictOf(DEFAULT_KEYS, 'left', 'k')).toBeUndefined();
  });

  it.each(['Enter', 'ArrowUp', ' ', '', 'ab'])('are never %s', (key) => {
    expect(mayBeKey(key)).toBe(false);
  });

  it('stay on the device, for each person, and what is broken does not count', () => {
    const storage = new TestingStorage();
    const keys = { ...DEFAULT_KEYS, left: 'k' };
    keepKeys('me', keys, storage);
    expect(keysOf('me', storage)).toEqual(keys);
    expect(keysOf('you', storage)).toEqual(DEFAULT_KEYS);
    storage.setItem('attune.keys.me', '{"left":"b"}');
    expect(keysOf('me', storage)).toEqual(DEFAULT_KEYS);
    storage.setItem('attune.keys.me', 'not JSON');
    expect(keysOf('me', storage)).toEqual(DEFAULT_KEYS);
    keepKeys('me', DEFAULT_KEYS, storage);
    expect(storage.length).toBe(0);
  });
});
