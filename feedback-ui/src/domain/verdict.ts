/** What a person can say about a pair. `strength`: 0 = none, 1 = slightly, 2 = clearly, 3 = much. */
export type Verdict = 'LEFT' | 'RIGHT' | 'TIE' | 'BOTH_BAD' | 'SKIP';
export type Strength = 0 | 1 | 2 | 3;

export interface Choice {
  readonly verdict: Verdict;
  readonly strength: Strength;
}

/** A choice with what the person wrote about the pair; without `comment` where nothing was written. */
export interface Judgement extends Choice {
  readonly comment?: string;
}

/** The service keeps no more of a comment. */
export const LONGEST_COMMENT = 2000;

/** What is sent of a choice and a draft: white space around a comment says nothing. */
export function judgementOf(choice: Choice, draft: string): Judgement {
  const comment = draft.trim();
  return comment === '' ? choice : { ...choice, comment };
}

/** One place on the scale from "A much better" (1) to "B much better" (7); 4 is the tie. */
export interface ScalePoint {
  readonly key: string;
  readonly choice: Choice;
  /** The short word on the button. */
  readonly word: string;
  /** The full sentence, for screen readers and for the list of keys. */
  readonly label: string;
}

const WORDS: Readonly<Record<1 | 2 | 3, string>> = { 1: 'slightly', 2: 'clearly', 3: 'much' };

const side = (verdict: 'LEFT' | 'RIGHT', strength: 1 | 2 | 3, key: string): ScalePoint => ({
  key,
  choice: { verdict, strength },
  word: WORDS[strength],
  label: `${verdict === 'LEFT' ? 'A' : 'B'} is ${WORDS[strength]} better`,
});

export const TIE: Choice = { verdict: 'TIE', strength: 0 };
export const BOTH_BAD: Choice = { verdict: 'BOTH_BAD', strength: 0 };
export const SKIP: Choice = { verdict: 'SKIP', strength: 0 };

export const SCALE: readonly ScalePoint[] = [
  side('LEFT', 3, '1'),
  side('LEFT', 2, '2'),
  side('LEFT', 1, '3'),
  { key: '4', choice: TIE, word: 'tie', label: 'A and B are equally good' },
  side('RIGHT', 1, '5'),
  side('RIGHT', 2, '6'),
  side('RIGHT', 3, '7'),
];

/** The short forms: a side without a degree counts as "clearly". */
export const CHOICE_BY_LETTER: Readonly<Record<string, Choice>> = {
  a: { verdict: 'LEFT', strength: 2 },
  b: { verdict: 'RIGHT', strength: 2 },
  e: TIE,
  x: BOTH_BAD,
  s: SKIP,
};

/** A choice as a person would say it back: "A is clearly better". */
export function describe(choice: Choice): string {
  switch (choice.verdict) {
    case 'LEFT':
    case 'RIGHT':
      return choice.strength === 0
        ? `${choice.verdict === 'LEFT' ? 'A' : 'B'} is better`
        : `${choice.verdict === 'LEFT' ? 'A' : 'B'} is ${WORDS[choice.strength]} better`;
    case 'TIE':
      return 'equally good';
    case 'BOTH_BAD':
      return 'both are bad';
    case 'SKIP':
      return 'skipped';
  }
}
