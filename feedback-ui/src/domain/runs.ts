import type { Session } from './session';
import type { OfferedSetting } from './settings';

export type RunState = 'REQUESTED' | 'RUNNING' | 'PAUSED' | 'FINISHED' | 'FAILED';

export interface Run {
  readonly runId: string;
  readonly recipe: string;
  readonly state: RunState;
  readonly configuration: Readonly<Record<string, unknown>>;
  readonly parents: readonly string[];
  readonly step: number;
  readonly steps: number;
  readonly checkpointId?: string | undefined;
  readonly metrics: Readonly<Record<string, number>>;
  readonly seconds?: number | undefined;
  readonly peakMemoryMb?: number | undefined;
  readonly failure?: { readonly code: string; readonly reason: string } | undefined;
  readonly since: string;
  readonly changedAt: string;
  /** Pseudonym of the person; absent where the run began by itself. */
  readonly requestedBy?: string | undefined;
  readonly startedAt?: string | undefined;
  readonly endedAt?: string | undefined;
  /** Why a finished run ended before its last step, such as an alarm. */
  readonly stopReason?: string | undefined;
}

export interface Point {
  readonly step: number;
  readonly value: number;
}

export type ControlAction = 'PAUSE' | 'RESUME' | 'CANCEL';

export interface RunControl {
  readonly action: ControlAction;
  readonly reason?: string | undefined;
  readonly by: string;
  readonly at: string;
}

export interface RunDetail {
  readonly run: Run;
  readonly series: Readonly<Record<string, readonly Point[]>>;
  /** Oldest first. */
  readonly controls: readonly RunControl[];
}

export interface Sample {
  readonly prompt: string;
  readonly answer: string;
  readonly reward: number;
  readonly parts: Readonly<Record<string, number>>;
}

export interface RunSamples {
  readonly step: number;
  readonly source: string;
  readonly answers: readonly Sample[];
}

export interface Recipe {
  readonly name: string;
  readonly needs: 'PREFERENCES' | 'REWARD_MODEL' | 'DATA';
  readonly defaults: Readonly<Record<string, unknown>>;
  /** The same one by one, each with what it does. */
  readonly settings: readonly OfferedSetting[];
}

/** A project's data in one form as it was at a moment. */
export interface DataSnapshot {
  readonly id: string;
  readonly form: string;
  readonly sha256: string;
  readonly rows: number;
  readonly madeAt: string;
}

/** The form of data that a recipe reads. */
export type DataForm = 'preference' | 'unpaired' | 'prompt-completion';

export const formOf = (recipe: string): DataForm =>
  recipe === 'sft' ? 'prompt-completion' : recipe === 'kto' ? 'unpaired' : 'preference';

/** How many ratings there are in all projects, and how they came. */
export interface RatingPace {
  readonly ratings: number;
  readonly decisive: number;
  readonly course: readonly { readonly at: string; readonly ratings: number }[];
}

/** Who trains, compares and promotes. */
export const mayOperate = (session: Session): boolean =>
  session.roles.includes('engineer') || session.roles.includes('administrator');

export const isOver = ({ state }: Run): boolean => state === 'FINISHED' || state === 'FAILED';

/** What people asked for last, as long as the run has not done it. */
export function pendingWish({ run, controls }: RunDetail): ControlAction | undefined {
  const last = controls.at(-1);
  if (!last || isOver(run)) {
    return undefined;
  }
  const done =
    (last.action === 'PAUSE' && run.state === 'PAUSED') ||
    (last.action === 'RESUME' &&
      run.state === 'RUNNING' &&
      new Date(run.changedAt) >= new Date(last.at));
  return done ? undefined : last.action;
}

/** What may be asked of it now. */
export function actionsFor(run: Run): readonly ControlAction[] {
  if (isOver(run)) {
    return [];
  }
  return run.state === 'PAUSED' ? ['RESUME', 'CANCEL'] : ['PAUSE', 'CANCEL'];
}

/** Seconds from its begin to its end, or to now; undefined before it began. */
export function durationOf(run: Run, now: number): number | undefined {
  if (run.seconds !== undefined) {
    return run.seconds;
  }
  if (run.startedAt === undefined) {
    return undefined;
  }
  const end = run.endedAt === undefined ? now : new Date(run.endedAt).getTime();
  return Math.max(0, (end - new Date(run.startedAt).getTime()) / 1000);
}

/** How many runs say what the next one will take. */
const TOLD_BY = 5;

/** How long the last finished runs of a recipe took, in seconds. */
export function lastDurations(
  runs: readonly Run[],
  recipe: string,
): { readonly count: number; readonly least: number; readonly most: number } {
  const took = runs
    .filter((run) => run.recipe === recipe && run.state === 'FINISHED')
    .slice(0, TOLD_BY)
    .flatMap((run) => run.seconds ?? []);
  return { count: took.length, least: Math.min(...took), most: Math.max(...took) };
}

/** The metrics that say most, those first that stand first. */
const TELLING = [
  'score',
  'reward',
  'accuracy',
  'heldOutAccuracy',
  'winRate',
  'loss',
  'kl',
  'entropy',
  'margin',
];

const place = (name: string): number => {
  const found = TELLING.indexOf(name);
  return found < 0 ? TELLING.length : found;
};

/** Names in the order in which they are worth a look: telling ones, then the others by name. */
export const byWeight = (names: readonly string[]): readonly string[] =>
  [...names].sort((one, other) => place(one) - place(other) || one.localeCompare(other));

/** The metric that a list shows of a run. */
export function headline(run: Run): { readonly name: string; readonly value: number } | undefined {
  const name = byWeight(Object.keys(run.metrics))[0];
  const value = name === undefined ? undefined : run.metrics[name];
  return name === undefined || value === undefined ? undefined : { name, value };
}

/** How many metrics are shown at once; the rest can be opened. */
export const SHOWN_AT_ONCE = 6;

/** Times and speeds say how the machine does, not how the run goes. */
export const isOfTheMachine = (name: string): boolean =>
  name.startsWith('seconds') || name === 'tokensPerSecond';
