import type { Task } from './form';
import { BOTH_BAD, SKIP, TIE, type Choice } from './verdict';

/** What a key asks the desk to do, by the key that it has until somebody chooses another. */
export const DEFAULT_KEYS = {
  left3: '1',
  left2: '2',
  left1: '3',
  tie: '4',
  right1: '5',
  right2: '6',
  right3: '7',
  left: 'a',
  right: 'b',
  equal: 'e',
  bothBad: 'x',
  skip: 's',
  why: 'y',
  undo: 'u',
  comment: 'c',
  next: 'n',
  guidelines: 'g',
  differences: 'd',
  written: 'w',
  rest: 'p',
  flag: 'f',
  history: 'h',
  help: '?',
} as const satisfies Readonly<Record<string, string>>;

export type Command = keyof typeof DEFAULT_KEYS;
export type Keys = Readonly<Record<Command, string>>;

export const COMMANDS = Object.keys(DEFAULT_KEYS) as readonly Command[];

/** What the commands that judge say; a side without a degree counts as "clearly". */
export const CHOICES: Readonly<Partial<Record<Command, Choice>>> = {
  left3: { verdict: 'LEFT', strength: 3 },
  left2: { verdict: 'LEFT', strength: 2 },
  left1: { verdict: 'LEFT', strength: 1 },
  tie: TIE,
  right1: { verdict: 'RIGHT', strength: 1 },
  right2: { verdict: 'RIGHT', strength: 2 },
  right3: { verdict: 'RIGHT', strength: 3 },
  left: { verdict: 'LEFT', strength: 2 },
  right: { verdict: 'RIGHT', strength: 2 },
  equal: TIE,
  bothBad: BOTH_BAD,
  skip: SKIP,
};

export type KeyAction =
  | { readonly kind: 'command'; readonly command: Command }
  /** A place for the answer that is next to be ranked; 0 takes it away. */
  | { readonly kind: 'place'; readonly place: number }
  | { readonly kind: 'send' };

/** The part of a keyboard event that decides; `typing`, `onControl` and `dialogOpen` describe where it happened. */
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
  /** On a button or a link, whose own key Enter is. */
  readonly onControl: boolean;
  readonly dialogOpen: boolean;
}

/**
 * What a key press asks for, or undefined when the key is not ours: while somebody types, while a dialog is
 * open, when the key is held down, or with a modifier (those belong to the browser; Ctrl+Z and Cmd+Z undo, and
 * Ctrl+Enter and Cmd+Enter send, also while somebody types).
 */
export function actionOf(press: KeyPress, keys: Keys, task: Task): KeyAction | undefined {
  if (press.dialogOpen || press.repeat || press.altGraph || press.alt) {
    return undefined;
  }
  const withCommand = press.ctrl || press.meta;
  if (press.key === 'Enter') {
    const free = !press.typing && !press.onControl && !press.shift;
    return withCommand || free ? { kind: 'send' } : undefined;
  }
  if (press.typing) {
    return undefined;
  }
  const key = meantKey(press);
  if (withCommand) {
    return key === 'z' && !press.shift ? { kind: 'command', command: 'undo' } : undefined;
  }
  if (task === 'RANK' && /^\d$/.test(key)) {
    return { kind: 'place', place: Number(key) };
  }
  const command = COMMANDS.find((one) => keys[one] === key);
  return command && fits(command, task) ? { kind: 'command', command } : undefined;
}

/** Only where two answers are compared there is a better one. */
export const fits = (command: Command, task: Task): boolean =>
  task === 'COMPARE' || command === 'skip' || (!CHOICES[command] && command !== 'differences');

/** The command that has a key already, when it is not the one that is to have it. */
export const conflictOf = (keys: Keys, command: Command, key: string): Command | undefined =>
  COMMANDS.find((other) => other !== command && keys[other] === key);

/** Whether a key may be given to a command: one sign that is written without a modifier. */
export const mayBeKey = (key: string): boolean => /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(key);

/**
 * The key that a person means. What it writes counts first, so that the letters are where their keyboard shows them
 * (AZERTY, Dvorak). Where it writes another script or a sign, its place counts: a French keyboard writes `&`
 * on the key 1, a Russian one `ф` on the key A, and an input method `Process` on all.
 */
export function meantKey({ key, code, shift }: Pick<KeyPress, 'key' | 'code' | 'shift'>): string {
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
