/** What a person can say about a pair. `strength`: 0 = none, 1 = slightly, 2 = clearly, 3 = much. */
export type Verdict = 'LEFT' | 'RIGHT' | 'TIE' | 'BOTH_BAD' | 'SKIP';
export type Strength = 0 | 1 | 2 | 3;

export interface Choice {
  readonly verdict: Verdict;
  readonly strength: Strength;
}

/** The service keeps no more of a comment. */
export const LONGEST_COMMENT = 2000;

export const TIE: Choice = { verdict: 'TIE', strength: 0 };
export const BOTH_BAD: Choice = { verdict: 'BOTH_BAD', strength: 0 };
export const SKIP: Choice = { verdict: 'SKIP', strength: 0 };

/** From "A is much better" to "B is much better"; the middle is the tie. */
export const SCALE = ['left3', 'left2', 'left1', 'tie', 'right1', 'right2', 'right3'] as const;

export const sameChoice = (one: Choice | undefined, other: Choice): boolean =>
  one?.verdict === other.verdict && one.strength === other.strength;

/** Why somebody passes an item on. */
export const SKIP_REASONS = [
  'LANGUAGE',
  'KNOWLEDGE',
  'UNCLEAR',
  'TOO_LONG',
  'UPSETTING',
  'OTHER',
] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** Names what was said, in catalogues: `LEFT-2`, `TIE`. */
export type Said =
  'LEFT-1' | 'LEFT-2' | 'LEFT-3' | 'RIGHT-1' | 'RIGHT-2' | 'RIGHT-3' | 'TIE' | 'BOTH_BAD' | 'SKIP';

export const saidOf = ({ verdict, strength }: Choice): Said =>
  verdict === 'LEFT' || verdict === 'RIGHT'
    ? `${verdict}-${strength === 0 ? 1 : strength}`
    : verdict;
