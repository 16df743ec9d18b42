export interface Project {
  readonly id: string;
  readonly name: string;
  readonly guidelines: string;
}

export interface Progress {
  /** Pairs that have answers to compare. */
  readonly items: number;
  readonly open: number;
  readonly settled: number;
  /** Ratings that the signed-in person gave. */
  readonly mine: number;
  /** Pairs that the signed-in person can still rate: not those that they rated or skipped. */
  readonly left: number;
}

/** Share of the pairs that are settled, 0 to 1; an empty project counts as 0. */
export const settledShare = (progress: Progress): number =>
  progress.items === 0 ? 0 : Math.min(1, progress.settled / progress.items);

/** That share in whole percent: 100 only when every pair is settled, 0 only when none is. */
export function settledPercent(progress: Progress): number {
  const percent = Math.round(settledShare(progress) * 100);
  if (progress.settled > 0 && percent === 0) {
    return 1;
  }
  return percent === 100 && progress.settled < progress.items ? 99 : percent;
}

export type Split = 'TRAIN' | 'HELD_OUT';

/** An image of the project, at an address of the page's own service. */
export interface Image {
  readonly address: string;
  readonly description: string;
}

export interface Turn {
  readonly role: string;
  readonly content: string;
}

export interface Message extends Turn {
  readonly images?: readonly Image[];
}

/** An image that a new prompt shows, by the hash under which the service keeps it. */
export interface ShownImage {
  readonly sha256: string;
  readonly alt: string;
}

export interface NewPrompt {
  readonly messages: readonly (Turn & { readonly images?: readonly ShownImage[] })[];
  readonly split: Split;
  /** They are rated at once; none are made. */
  readonly answers?: readonly string[];
  readonly wanted?: Wanted;
}

/** Who is to rate the answers to a prompt, and how soon. */
export interface Wanted {
  /** A tag such as `de-CH`; empty: any. */
  readonly language: string;
  readonly skills: readonly string[];
  /** From -2 to 2, the highest first. */
  readonly priority: number;
}

export interface Rejected {
  readonly index: number;
  readonly sentence: string;
}

export interface ImportResult {
  readonly added: number;
  readonly rejected: readonly Rejected[];
}

/** Every tenth prompt is kept aside for evaluations: it is never trained on. */
export const HELD_OUT_EVERY = 10;

/**
 * Prompts from pasted text. Prompts are separated by an empty line; when the text has none, each line is one
 * prompt. White space around a prompt is dropped, and a prompt that occurs twice is taken once.
 */
export function promptsOf(text: string): readonly NewPrompt[] {
  const lines = text.replace(/\r\n?/g, '\n').trim();
  const parts =
    lines.split(/\n[ \t]*\n/).length > 1 ? lines.split(/\n[ \t]*\n+/) : lines.split('\n');
  const unique = new Set(parts.map((part) => part.trim()).filter((part) => part !== ''));
  return [...unique].map((content, index) => ({
    messages: [{ role: 'user', content }],
    split: (index + 1) % HELD_OUT_EVERY === 0 ? 'HELD_OUT' : 'TRAIN',
  }));
}
