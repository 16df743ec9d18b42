/** What a project asks its raters for. */
export type Task = 'COMPARE' | 'RANK' | 'DEMONSTRATE';

/** Something that each answer is scored on, such as how helpful it is. */
export interface Axis {
  readonly name: string;
  readonly label: string;
  readonly lowest: number;
  readonly highest: number;
  /** What the lowest and the highest score mean. */
  readonly low?: string;
  readonly high?: string;
}

export interface Form {
  readonly task: Task;
  /** How many answers an item has. */
  readonly answers: number;
  /** How many of them must be ranked; absent: all. */
  readonly top?: number;
  readonly axes: readonly Axis[];
  /** What may be said of an answer, such as `harmful`. */
  readonly flags: readonly string[];
  readonly comment: boolean;
  /** Whether a better answer may be written, from one that is there. */
  readonly correction: boolean;
  /** For what spans of an answer may be marked. */
  readonly highlights: readonly string[];
}

/** Two answers, one verdict and a comment if one likes. */
export const PLAIN_FORM: Form = {
  task: 'COMPARE',
  answers: 2,
  axes: [],
  flags: [],
  comment: true,
  correction: false,
  highlights: [],
};

/** Whether a verdict is all that is asked for: then it is sent as soon as it is given. */
export const verdictOnly = (form: Form): boolean =>
  form.task === 'COMPARE' &&
  form.axes.length === 0 &&
  form.flags.length === 0 &&
  form.highlights.length === 0 &&
  !form.correction;

/** How many answers must have a place. */
export const toRank = (form: Form, answers: number): number =>
  Math.min(form.top ?? answers, answers);

/** The scores that an axis has. */
export const scoresOf = ({ lowest, highest }: Axis): readonly number[] =>
  Array.from({ length: highest - lowest + 1 }, (_, index) => lowest + index);

/** The name of an answer by its position: A, B, C, … */
export const letterOf = (position: number): string => String.fromCharCode(65 + position);
