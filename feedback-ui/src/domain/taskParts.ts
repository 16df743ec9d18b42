import { lineDiff } from './lineDiff';
import type { Task } from './proposals';
import type { DiffLine } from './prompts';

/** A part of a task as lines of text, against the same part of another. */
export interface TaskPart {
  readonly part: string;
  readonly changed: boolean;
  readonly lines: readonly DiffLine[];
}

/** What a task says, part by part; against `before`, what it changes of that. */
export function partsOf(task: Task, before: Task | undefined): readonly TaskPart[] {
  const old = before ? textsOf(before) : undefined;
  return Object.entries(textsOf(task))
    .map(([part, text]) => {
      const was = old?.[part as keyof Texts] ?? text;
      return { part, changed: was !== text, lines: lineDiff(was, text) };
    })
    .filter(({ changed, lines }) => changed || lines.length > 0);
}

type Texts = ReturnType<typeof textsOf>;

function textsOf({ base, adapters, inputs, prompt, maxTokens }: Task) {
  const { system, template, labels, examples, style, separator, calibration } = prompt;
  return {
    Model: [
      `base ${base}`,
      ...adapters.map(({ folder, checkpointId }) => `adapter ${folder ?? checkpointId ?? ''}`),
    ].join('\n'),
    Instruction: system,
    Template: template,
    Labels: labels.map(({ name, words }) => `${name}: ${words.join(', ')}`).join('\n'),
    Examples: examples.given
      .map(({ label, variables }) => `${valuesOf(variables)} → ${label}`)
      .join('\n'),
    Settings: [
      `inputs ${inputs.join(', ')}`,
      `style ${style.toLowerCase()}`,
      `separator ${JSON.stringify(separator)}`,
      `calibration ${calibration.toLowerCase()}`,
      ...(maxTokens === undefined ? [] : [`at most ${String(maxTokens)} tokens`]),
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
