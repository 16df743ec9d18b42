import type { Message } from './project';
import type { Session } from './session';

/** The version that answers users; only reviewers and administrators move this label. */
export const PRODUCTION = 'production';
export const STAGING = 'staging';

export interface PromptLabel {
  readonly label: string;
  readonly version: number;
  readonly by: string;
  readonly at: string;
}

export interface Prompt {
  readonly name: string;
  readonly latest: number;
  readonly labels: readonly PromptLabel[];
  readonly changedAt: string;
}

export interface VersionSummary {
  readonly version: number;
  readonly note: string;
  readonly author: string;
  readonly at: string;
  readonly labels: readonly string[];
}

export interface PromptExample {
  readonly user?: string | undefined;
  readonly assistant?: string | undefined;
  readonly label?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
}

export interface PromptVersion extends VersionSummary {
  readonly variables: readonly string[];
  readonly content: {
    readonly system: string;
    readonly template: string;
    readonly examples: readonly PromptExample[];
    readonly settings: Readonly<Record<string, unknown>>;
  };
}

export interface ShownPrompt {
  readonly prompt: Prompt;
  readonly versions: readonly VersionSummary[];
}

export type Change = 'SAME' | 'REMOVED' | 'ADDED';

export interface DiffLine {
  readonly change: Change;
  readonly text: string;
}

export interface PromptDiff {
  readonly from: number;
  readonly to: number;
  readonly parts: readonly {
    readonly part: string;
    readonly changed: boolean;
    readonly lines: readonly DiffLine[];
  }[];
}

export interface LogEntry {
  readonly position: number;
  readonly at: string;
  readonly by: string;
  readonly action: string;
  readonly label?: string | undefined;
  readonly version?: number | undefined;
  readonly previousVersion?: number | undefined;
  readonly reason?: string | undefined;
}

export const mayReadPrompts = (session: Session): boolean =>
  ['engineer', 'reviewer', 'administrator'].some((role) => session.roles.includes(role));

export const mayMoveLabel = (session: Session, label: string): boolean =>
  mayReadPrompts(session) &&
  (label !== PRODUCTION ||
    session.roles.includes('reviewer') ||
    session.roles.includes('administrator'));

/** The version that answers people; a prompt that has one cannot be deleted. */
export const servedVersion = ({ labels }: Prompt): number | undefined =>
  labels.find(({ label }) => label === PRODUCTION)?.version;

/** What is wrong with a label's name; the page's texts have a sentence for each. */
export type LabelFault = 'labelLatest' | 'labelForm';

/** What is wrong with a label's name; undefined when nothing is. */
export function labelFault(label: string): LabelFault | undefined {
  if (label === 'latest') {
    return 'labelLatest';
  }
  return /^[a-z][a-z0-9-]{0,39}$/.test(label) ? undefined : 'labelForm';
}

/** Lines around what changed; what is left out between them is a number of lines. */
export type FoldedLine = DiffLine | { readonly change: 'FOLDED'; readonly lines: number };

const CONTEXT = 3;

/** Long runs of lines that stayed the same are folded, except next to a change. */
export function folded(lines: readonly DiffLine[]): readonly FoldedLine[] {
  const near = lines.map((_, at) =>
    lines.slice(Math.max(0, at - CONTEXT), at + CONTEXT + 1).some((one) => one.change !== 'SAME'),
  );
  const all: FoldedLine[] = [];
  lines.forEach((line, at) => {
    const last = all.at(-1);
    if (near[at] === true) {
      all.push(line);
    } else if (last?.change === 'FOLDED') {
      all[all.length - 1] = { change: 'FOLDED', lines: last.lines + 1 };
    } else {
      all.push({ change: 'FOLDED', lines: 1 });
    }
  });
  return all;
}

/** A version's conversation before a case fills it in. */
export function turnsOf({ content }: PromptVersion): readonly Message[] {
  const { system, examples, template } = content;
  return [
    ...(system === '' ? [] : [{ role: 'system', content: system }]),
    ...examples.flatMap((example) =>
      example.label === undefined
        ? [
            { role: 'user', content: example.user ?? '' },
            { role: 'assistant', content: example.assistant ?? '' },
          ]
        : [
            { role: 'user', content: JSON.stringify(example.variables) },
            { role: 'assistant', content: example.label },
          ],
    ),
    { role: 'user', content: template },
  ];
}
