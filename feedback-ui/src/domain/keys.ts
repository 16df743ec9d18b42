import { CHOICE_BY_LETTER, SCALE, type Choice } from './verdict';

/** What a key asks the rating page to do. */
export type KeyAction =
  | { readonly kind: 'rate'; readonly choice: Choice }
  | { readonly kind: 'undo' }
  | { readonly kind: 'help' }
  | { readonly kind: 'guidelines' }
  | { readonly kind: 'comment' };

/** The part of a keyboard event that decides; `typing` and `dialogOpen` describe where it happened. */
export interface KeyPress {
  /** What the key writes, for example `&` for the key left of `é` on a French keyboard. */
  readonly key: string;
  /** Where the key is, named after what stands there on a US keyboard, for example `Digit1`. */
  readonly code: string;
  readonly shift: boolean;
  readonly repeat: boolean;
  readonly ctrl: boolean;
  readonly meta: boolean;
  readonly alt: boolean;
  /** AltGr arrives as Ctrl+Alt on some systems and is a letter, never a command. */
  readonly altGraph: boolean;
  readonly typing: boolean;
  readonly dialogOpen: boolean;
}

/**
 * The action of a key press, or undefined when the key is not ours: while somebody types, while a dialog is
 * open, when the key is held down, or with a modifier (those belong to the browser; Ctrl+Z and Cmd+Z undo).
 */
export function actionOf(press: KeyPress): KeyAction | undefined {
  if (press.typing || press.dialogOpen || press.repeat || press.altGraph || press.alt) {
    return undefined;
  }
  const key = meantKey(press);
  if (press.ctrl || press.meta) {
    return key === 'z' && !press.shift ? { kind: 'undo' } : undefined;
  }
  const choice = SCALE.find((point) => point.key === key)?.choice ?? CHOICE_BY_LETTER[key];
  if (choice) {
    return { kind: 'rate', choice };
  }
  switch (key) {
    case 'u':
      return { kind: 'undo' };
    case '?':
      return { kind: 'help' };
    case 'g':
      return { kind: 'guidelines' };
    case 'c':
      return { kind: 'comment' };
    default:
      return undefined;
  }
}

/**
 * The key that a person means. What it writes counts first, so that the letters are where their keyboard shows them
 * (AZERTY, Dvorak). Where it writes another script or a sign, its place counts: a French keyboard writes `&`
 * on the key 1, a Russian one `ф` on the key A, and an input method `Process` on all.
 */
function meantKey({ key, code, shift }: KeyPress): string {
  const written = key.normalize('NFKC').toLowerCase();
  if (/^[a-z0-9?]$/.test(written)) {
    return written;
  }
  if (QUESTION_MARKS.includes(key)) {
    return '?';
  }
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (digit !== undefined) {
    return shift ? written : digit;
  }
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  const otherScript = key.length > 1 || !/\p{Script=Latin}/u.test(written);
  return letter !== undefined && otherScript ? letter.toLowerCase() : written;
}

/** Of Arabic, Greek and Armenian. */
const QUESTION_MARKS: readonly string[] = ['\u061f', '\u037e', '\u055e'];

/** The list that the help dialog shows: each key and what it does. */
export const KEY_HELP: readonly (readonly [keys: readonly string[], meaning: string])[] = [
  ...SCALE.map((point) => [[point.key], point.label] as const),
  [['A'], 'A is clearly better (short for 2)'],
  [['B'], 'B is clearly better (short for 6)'],
  [['E'], 'equally good (short for 4)'],
  [['X'], 'both are bad'],
  [['S'], 'skip: no opinion, or cannot judge'],
  [['U', 'Ctrl+Z'], 'take the last rating back, while its time runs'],
  [['C'], 'write what is wrong or right; Escape goes back to the keys'],
  [['G'], 'open or close the guidelines'],
  [['?'], 'show these keys'],
];
