import type { Assignment } from './assignment';
import { toRank, type Form } from './form';
import { groupsOf, type Places } from './ranking';
import type { Choice, SkipReason, Strength, Verdict } from './verdict';

/** A span of an answer that is marked; places are counted in characters (code points) of the answer as it was written. */
export interface Highlight {
  readonly start: number;
  readonly end: number;
  readonly reason: string;
  readonly comment?: string;
}

/** What is said of one answer. */
export interface AnswerDraft {
  readonly scores: Readonly<Record<string, number>>;
  readonly flags: readonly string[];
  readonly highlights: readonly Highlight[];
}

export interface Correction {
  readonly position: number;
  readonly text: string;
}

/** Everything that a person has said of an item so far. */
export interface Draft {
  readonly choice?: Choice;
  /** Why it is skipped, where it is and the person says so. */
  readonly skipReason?: SkipReason;
  readonly comment: string;
  readonly places: Places;
  /** By position on the screen. */
  readonly answers: readonly AnswerDraft[];
  readonly correction?: Correction;
  readonly demonstration: string;
}

/** What is sent of it; what says nothing is left out. */
export interface Rating {
  readonly verdict?: Verdict;
  readonly strength?: Strength;
  readonly skipReason?: SkipReason;
  readonly comment?: string;
  readonly ranking?: readonly (readonly number[])[];
  readonly answers?: readonly Partial<AnswerDraft>[];
  readonly correction?: Correction;
  readonly demonstration?: string;
}

/** What keeps a draft from being sent. */
export type Missing = 'verdict' | 'ranking' | 'scores' | 'demonstration';

const NOTHING: AnswerDraft = { scores: {}, flags: [], highlights: [] };

export const emptyDraft = (answers: number): Draft => ({
  comment: '',
  places: Array.from({ length: answers }, () => undefined),
  answers: Array.from({ length: answers }, () => NOTHING),
  demonstration: '',
});

const saysNothing = ({ scores, flags, highlights }: AnswerDraft): boolean =>
  Object.keys(scores).length === 0 && flags.length === 0 && highlights.length === 0;

/** Whether nothing was said yet. */
export const isEmpty = (draft: Draft): boolean =>
  draft.choice === undefined &&
  draft.comment === '' &&
  draft.places.every((place) => place === undefined) &&
  draft.answers.every(saysNothing) &&
  draft.correction === undefined &&
  draft.demonstration === '';

const SKIPPED = 'SKIP';

/** What the form asks for and the draft does not say. Nothing is missing of what is skipped. */
export function missingIn(form: Form, draft: Draft): Missing | undefined {
  if (draft.choice?.verdict === SKIPPED) {
    return undefined;
  }
  if (form.task === 'COMPARE' && !draft.choice) {
    return 'verdict';
  }
  const ranked = draft.places.filter((place) => place !== undefined).length;
  if (form.task === 'RANK' && ranked < toRank(form, draft.places.length)) {
    return 'ranking';
  }
  if (form.task === 'DEMONSTRATE' && draft.demonstration.trim() === '') {
    return 'demonstration';
  }
  const unscored = draft.answers.some(({ scores }) =>
    form.axes.some(({ name }) => scores[name] === undefined),
  );
  return unscored ? 'scores' : undefined;
}

/** What is sent of a draft. White space around a comment says nothing, and a correction that changes nothing is none. */
export function ratingOf(
  { form, answers }: Pick<Assignment, 'form' | 'answers'>,
  draft: Draft,
): Rating {
  const { choice, correction, skipReason } = draft;
  const comment = draft.comment.trim();
  const words = form.comment && comment !== '' ? { comment } : {};
  if (choice?.verdict === SKIPPED) {
    return { ...choice, ...words, ...(skipReason && { skipReason }) };
  }
  const corrected =
    form.correction &&
    correction &&
    correction.text.trim() !== '' &&
    correction.text !== answers[correction.position];
  return {
    ...(form.task === 'COMPARE' && choice),
    ...words,
    ...(form.task === 'RANK' && { ranking: groupsOf(draft.places) }),
    ...(!draft.answers.every(saysNothing) && { answers: draft.answers.map(saidOf) }),
    ...(corrected && { correction }),
    ...(form.task === 'DEMONSTRATE' && { demonstration: draft.demonstration }),
  };
}

const saidOf = ({ scores, flags, highlights }: AnswerDraft): Partial<AnswerDraft> => ({
  ...(Object.keys(scores).length > 0 && { scores }),
  ...(flags.length > 0 && { flags }),
  ...(highlights.length > 0 && { highlights }),
});

/** A draft with something else said of one answer. */
export const withAnswer = (
  draft: Draft,
  position: number,
  change: (answer: AnswerDraft) => AnswerDraft,
): Draft => ({
  ...draft,
  answers: draft.answers.map((answer, at) => (at === position ? change(answer) : answer)),
});

/** An answer with a flag set, or taken away when it was set. */
export const withFlag =
  (flag: string) =>
  (answer: AnswerDraft): AnswerDraft => ({
    ...answer,
    flags: answer.flags.includes(flag)
      ? answer.flags.filter((other) => other !== flag)
      : [...answer.flags, flag],
  });

/** The draft of answers that stand in another order now: `from[i]` is where the answer at place `i` stood. */
export function moved(draft: Draft, from: readonly number[]): Draft {
  const { choice, correction, ...rest } = draft;
  const swapped = from[0] === 1 && from[1] === 0;
  return {
    ...rest,
    places: from.map((at) => draft.places[at]),
    answers: from.map((at) => draft.answers[at] ?? NOTHING),
    ...(choice && { choice: swapped ? otherSide(choice) : choice }),
    ...(correction && {
      correction: { ...correction, position: from.indexOf(correction.position) },
    }),
  };
}

function otherSide(choice: Choice): Choice {
  switch (choice.verdict) {
    case 'LEFT':
      return { ...choice, verdict: 'RIGHT' };
    case 'RIGHT':
      return { ...choice, verdict: 'LEFT' };
    case 'TIE':
    case 'BOTH_BAD':
    case 'SKIP':
      return choice;
  }
}
