import { lineDiff } from './lineDiff';
import type { Task } from './proposals';
import type { DiffLine } from './prompts';

export type TaskPartName = keyof Texts;

/** A part of a task as lines of text, against the same part of another. */
export interface TaskPart {
  readonly part: TaskPartName;
  readonly changed: boolean;
  readonly lines: readonly DiffLine[];
}

const NAMES: readonly TaskPartName[] = [
  'model',
  'instruction',
  'template',
  'labels',
  'examples',
  'settings',
];

/** What a task says, part by part; against `before`, what it changes of that. */
export function partsOf(task: Task, before: Task | undefined): readonly TaskPart[] {
  const now = textsOf(task);
  const old = before ? textsOf(before) : now;
  return NAMES.map((part) => ({
    part,
    changed: old[part] !== now[part],
    lines: lineDiff(old[part], now[part]),
  })).filter(({ changed, lines }) => changed || lines.length > 0);
}

type Texts = ReturnType<typeof textsOf>;

/** Names and values as a task's file has them, whatever the language of the page. */
function textsOf({ base, adapters, inputs, prompt, maxTokens }: Task) {
  const { system, template, labels, examples, style, separator, calibration } = prompt;
  return {
    model: [
      `base: ${base}`,
      ...adapters.map(({ folder, checkpointId }) => `adapter: ${folder ?? checkpointId ?? ''}`),
    ].join('\n'),
    instruction: system,
    template,
    labels: labels.map(({ name, words }) => `${name}: ${words.join(', ')}`).join('\n'),
    examples: examples.given
      .map(({ label, variables }) => `${valuesOf(variables)} → ${label}`)
      .join('\n'),
    settings: [
      `inputs: ${inputs.join(', ')}`,
      `style: ${style.toLowerCase()}`,
      `separator: ${JSON.stringify(separator)}`,
      `calibration: ${calibration.toLowerCase()}`,
      ...(maxTokens === undefined ? [] : [`maxTokens: ${String(maxTokens)}`]),
    ].join('\n'),
  };
}

/** The values of an example on one line. */
const valuesOf = (variables: Readonly<Record<string, unknown>>): string =>
  Object.entries(variables)
    .sort(([one], [other]) => one.localeCompare(other))
    .map(([, value]) => (typeof value === 'string' ? value : JSON.stringify(value)))
    .join(' | ')
    .replaceAll('\n', ' ↵ ');
