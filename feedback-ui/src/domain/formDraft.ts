import type { Axis, Form, Task } from './form';

/** The fewest and most answers that can be ranked, as the service has them. */
export const TO_RANK = { fewest: 3, usual: 4, most: 8 } as const;

export const MOST_AXES = 8;
export const HIGHEST_SCORE = 10;

const LONGEST_NAME = 40;

/** An axis while it is written; a new one has no name yet. */
export interface AxisDraft {
  /** Tells the axes of one draft apart. */
  readonly key: number;
  readonly name: string;
  readonly label: string;
  readonly lowest: number;
  readonly highest: number;
  readonly low: string;
  readonly high: string;
}

/** A form while somebody writes it: all that the ways to rate could need, also what the chosen one does not ask for. */
export interface FormDraft {
  readonly task: Task;
  /** To be ranked. */
  readonly answers: number;
  /** So many of the best must be ranked; 0: all. */
  readonly top: number;
  readonly axes: readonly AxisDraft[];
  /** One a line. */
  readonly flags: string;
  readonly highlights: string;
  readonly comment: boolean;
  readonly correction: boolean;
}

export function draftOf(form: Form): FormDraft {
  return {
    task: form.task,
    answers: form.task === 'RANK' ? form.answers : TO_RANK.usual,
    top: form.top ?? 0,
    axes: form.axes.map((axis, key) => ({
      ...axis,
      key,
      low: axis.low ?? '',
      high: axis.high ?? '',
    })),
    flags: form.flags.join('\n'),
    highlights: form.highlights.join('\n'),
    comment: form.comment,
    correction: form.correction,
  };
}

/** The draft with one more axis, from 1 to 5, to be filled in. */
export const withNewAxis = (draft: FormDraft): FormDraft => ({
  ...draft,
  axes: [
    ...draft.axes,
    {
      key: Math.max(-1, ...draft.axes.map(({ key }) => key)) + 1,
      name: '',
      label: '',
      lowest: 1,
      highest: 5,
      low: '',
      high: '',
    },
  ],
});

export const withAxis = (draft: FormDraft, key: number, change: Partial<AxisDraft>): FormDraft => ({
  ...draft,
  axes: draft.axes.map((axis) => (axis.key === key ? { ...axis, ...change } : axis)),
});

export const withoutAxis = (draft: FormDraft, key: number): FormDraft => ({
  ...draft,
  axes: draft.axes.filter((axis) => axis.key !== key),
});

/** The form of a draft: only what its task asks for. An axis without a label is not there yet. */
export function formOf(draft: FormDraft): Form {
  const { task, comment } = draft;
  if (task === 'DEMONSTRATE') {
    return {
      task,
      answers: 0,
      axes: [],
      flags: [],
      comment,
      correction: false,
      highlights: [],
    };
  }
  const rank = task === 'RANK';
  return {
    task,
    answers: rank ? draft.answers : 2,
    ...(rank && draft.top > 0 && draft.top < draft.answers && { top: draft.top }),
    axes: axesOf(draft.axes),
    flags: namesIn(draft.flags),
    comment,
    correction: draft.correction,
    highlights: namesIn(draft.highlights),
  };
}

/** Each line once, without white space around it and without empty ones. */
export const namesIn = (text: string): readonly string[] => [
  ...new Set(
    text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
];

function axesOf(drafts: readonly AxisDraft[]): readonly Axis[] {
  const written = drafts.filter(({ label }) => label.trim() !== '');
  const taken = new Set(written.map(({ name }) => name));
  return written.map(({ name, label, lowest, highest, low, high }) => {
    const kept = name === '' ? freeName(label.trim(), taken) : name;
    taken.add(kept);
    return {
      name: kept,
      label: label.trim(),
      lowest,
      highest,
      ...(low.trim() !== '' && { low: low.trim() }),
      ...(high.trim() !== '' && { high: high.trim() }),
    };
  });
}

/** Under which name a new axis keeps its scores: its label, unless another axis has that name. */
function freeName(label: string, taken: ReadonlySet<string>): string {
  for (let number = 1; ; number += 1) {
    const suffix = number === 1 ? '' : ` ${String(number)}`;
    const name = label.slice(0, LONGEST_NAME - suffix.length).trim() + suffix;
    if (!taken.has(name)) {
      return name;
    }
  }
}
