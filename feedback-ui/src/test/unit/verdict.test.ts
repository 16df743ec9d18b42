import { describe as suite, expect, it } from 'vitest';
import { actionOf, KEY_HELP, type KeyPress } from '../../domain/keys';
import { describe, SCALE } from '../../domain/verdict';

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
  dialogOpen: false,
  ...change,
});

suite('the scale', () => {
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
    expect(actionOf(press(key))).toEqual({ kind: 'rate', choice: { verdict, strength } });
  });

  it('says each point as its label', () => {
    expect(SCALE.map(({ choice }) => describe(choice))).toEqual([
      'A is much better',
      'A is clearly better',
      'A is slightly better',
      'equally good',
      'B is slightly better',
      'B is clearly better',
      'B is much better',
    ]);
  });
});

suite('other keyboards', () => {
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
    expect(actionOf(press(key, { code }))).toEqual({ kind: 'rate', choice: { verdict, strength } });
  });

  it('undo and help, too', () => {
    expect(actionOf(press('я', { code: 'KeyZ', ctrl: true }))).toEqual({ kind: 'undo' });
    expect(actionOf(press('г', { code: 'KeyU' }))).toEqual({ kind: 'undo' });
    expect(actionOf(press('؟', { code: 'Slash', shift: true }))).toEqual({ kind: 'help' });
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

suite('the other keys', () => {
  it('undo with U, Ctrl+Z and Cmd+Z', () => {
    expect(actionOf(press('u'))).toEqual({ kind: 'undo' });
    expect(actionOf(press('z', { ctrl: true }))).toEqual({ kind: 'undo' });
    expect(actionOf(press('z', { meta: true }))).toEqual({ kind: 'undo' });
  });

  it('open the help and the guidelines', () => {
    expect(actionOf(press('?'))).toEqual({ kind: 'help' });
    expect(actionOf(press('g'))).toEqual({ kind: 'guidelines' });
  });

  it.each(['8', '0', 'z', 'Backspace', 'Delete', 'Enter', ' ', 'ArrowLeft', 'Tab', 'F1'])(
    'leave %s to the browser',
    (key) => {
      expect(actionOf(press(key))).toBeUndefined();
    },
  );
});

suite('no key acts', () => {
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

it('the list of keys names every key that acts', () => {
  const listed = KEY_HELP.flatMap(([keys]) => keys).filter((key) => key.length === 1);
  const acting = Array.from('0123456789abcdefghijklmnopqrstuvwxyz?').filter((key) =>
    actionOf(press(key)),
  );
  expect(listed.map((key) => key.toLowerCase()).sort()).toEqual(acting.sort());
});
