import type { Message } from './project';

export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

export type CaseState = 'PASSED' | 'FAILED' | 'SKIPPED' | 'UNCHECKED';

export interface RunSummary {
  readonly prompt: string;
  readonly provider: string;
  readonly passed: number;
  readonly failed: number;
  readonly unchecked: number;
  readonly skipped: number;
  readonly errors: number;
  readonly passRate?: Interval | undefined;
  readonly score?: Interval | undefined;
}

export interface PromptRun {
  readonly id: string;
  readonly suite: string;
  readonly note: string;
  readonly at: string;
  readonly prompts: readonly {
    readonly label: string;
    readonly name?: string | undefined;
    readonly version?: number | undefined;
  }[];
  readonly cases: number;
  readonly rows: number;
  readonly stored: number;
  readonly summaries: readonly RunSummary[];
}

export interface Cell {
  readonly position: number;
  readonly prompt: string;
  readonly provider: string;
  readonly repeat: number;
  readonly state: CaseState;
  readonly score: number;
  readonly reason: string;
}

export interface RunCase {
  readonly number: number;
  readonly title: string;
  readonly cells: readonly Cell[];
}

export interface RunRow {
  readonly prompt: string;
  readonly provider: string;
  readonly number: number;
  readonly title: string;
  readonly repeat: number;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly conversation: readonly Message[];
  readonly output: string;
  readonly error: string;
  readonly state: CaseState;
  readonly reason: string;
  readonly checks: readonly {
    readonly check: string;
    readonly passed: boolean;
    readonly skipped: boolean;
    readonly reason: string;
  }[];
  readonly millis: number;
}

/** One prompt with one provider, in one run. */
export interface Side {
  readonly runId: string;
  readonly prompt: string;
  readonly provider: string;
}

export interface Comparison {
  readonly cases: number;
  readonly before: number;
  readonly after: number;
  readonly difference: Interval;
  readonly clear: boolean;
  readonly better: readonly string[];
  readonly worse: readonly string[];
  readonly mcNemar: number;
}

/** A column of the matrix. */
export type Column = Pick<Side, 'prompt' | 'provider'>;

/** What became of a prompt in a case: all repeats together. */
export interface Outcome {
  readonly state: CaseState;
  readonly passed: number;
  readonly repeats: number;
  /** The row to show: the first that did not pass, else the first. */
  readonly position: number;
  readonly reason: string;
}

/** The prompts of a run in the order of its rows. */
export const columnsOf = (run: PromptRun): readonly Column[] =>
  run.summaries.map(({ prompt, provider }) => ({ prompt, provider }));

/** Whether the providers must be told apart. */
export const severalProviders = (columns: readonly Column[]): boolean =>
  new Set(columns.map(({ provider }) => provider)).size > 1;

export function outcomeOf(one: RunCase, { prompt, provider }: Column): Outcome | undefined {
  const cells = one.cells.filter((cell) => cell.prompt === prompt && cell.provider === provider);
  const shown = cells.find((cell) => cell.state !== 'PASSED') ?? cells[0];
  if (!shown) {
    return undefined;
  }
  const passed = cells.filter((cell) => cell.state === 'PASSED').length;
  return {
    state: shown.state,
    passed,
    repeats: cells.length,
    position: shown.position,
    reason: shown.reason,
  };
}

const SIGNS: Readonly<Record<CaseState, string>> = {
  PASSED: '✓',
  FAILED: '✗',
  SKIPPED: '–',
  UNCHECKED: '·',
};

/** What a cell shows: a sign, and of several repeats how many passed. */
export const cellText = ({ state, passed, repeats }: Outcome): string =>
  repeats === 1 ? SIGNS[state] : `${passed}/${repeats}`;

/** Whether a comparison tells the two prompts apart: only where its interval lies on one side of zero. */
export function verdictOf({ difference, clear }: Comparison): 'better' | 'worse' | 'unclear' {
  if (!clear) {
    return 'unclear';
  }
  return difference.mean > 0 ? 'better' : 'worse';
}
