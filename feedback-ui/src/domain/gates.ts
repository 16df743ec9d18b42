import type { Interval } from './promptRuns';

/** What a gate looks at. */
export const GATE_KINDS = ['win-rate', 'arena', 'safety', 'capability', 'format', 'bias'] as const;
export type GateKind = (typeof GATE_KINDS)[number];

/** What a gate came to; only what passed lets a checkpoint through. */
export const GATE_OUTCOMES = ['passed', 'failed', 'inconclusive', 'error'] as const;
export type GateOutcome = (typeof GATE_OUTCOMES)[number];

export const ATTEMPT_STATES = ['AWAITING_JUDGE', 'MEASURING', 'PASSED', 'BLOCKED'] as const;
export type AttemptState = (typeof ATTEMPT_STATES)[number];

/** What a gate came to on a checkpoint, beside another one. */
export interface GateMeasured {
  readonly evaluationId: string;
  readonly opponentCheckpointId: string;
  readonly gate: GateKind;
  readonly outcome: GateOutcome;
  /** Absent where nothing could be computed. */
  readonly measured?: Interval;
  /** What the interval is held against. */
  readonly required?: number;
  readonly samples: number;
  readonly figures: Readonly<Record<string, number>>;
  /** What was found and why it means the outcome, in English. */
  readonly sentence: string;
  readonly at: string;
}

/** What checkpoints of a project must show; an absent gate asks for nothing. */
export interface GatePolicy {
  readonly winRate?: {
    readonly judge: 'outside' | 'gold';
    readonly prompts: number;
    readonly maxNewTokens: number;
    readonly atLeast: number;
  };
  readonly arena?: {
    readonly prompts: number;
    readonly ratingsEach: number;
    readonly leastRaters: number;
    readonly atLeast: number;
    readonly maxHours: number;
  };
  readonly safety?: { readonly cases?: readonly unknown[]; readonly margin: number };
  readonly capability?: {
    readonly texts?: readonly unknown[];
    readonly choices?: readonly unknown[];
    readonly lossMargin: number;
    readonly accuracyMargin: number;
  };
  readonly format?: {
    readonly prompts: number;
    readonly maxNewTokens: number;
    readonly shortest: number;
    readonly longest: number;
    readonly risesBy: number;
  };
  readonly bias?: { readonly templates?: readonly unknown[]; readonly margin: number };
  /** Measured and shown, but let everything through. */
  readonly dryRun?: readonly GateKind[];
  /** How many people must stand behind a promotion. */
  readonly approval?: { readonly people: number };
}

export interface ProjectGates {
  readonly projectId: string;
  /** 0: nobody has set any. */
  readonly version: number;
  /** Absent: checkpoints of the project go through no gate. */
  readonly policy?: GatePolicy;
  readonly changedBy?: string;
  readonly changedAt?: string;
}

export interface GateAttempt {
  readonly attemptId: string;
  readonly projectId: string;
  readonly checkpointId: string;
  readonly opponentId: string;
  /** Of the checkpoint's attempts, from 1. */
  readonly number: number;
  readonly policy: GatePolicy;
  readonly policyVersion: number;
  readonly by: string;
  readonly at: string;
  readonly state: AttemptState;
  readonly results: readonly GateMeasured[];
}

export interface AttemptView {
  readonly attempt: GateAttempt;
  /** What was found, or what is waited for, in English. */
  readonly sentence: string;
}

const PRESENT: readonly (readonly [GateKind, keyof GatePolicy])[] = [
  ['win-rate', 'winRate'],
  ['arena', 'arena'],
  ['safety', 'safety'],
  ['capability', 'capability'],
  ['format', 'format'],
  ['bias', 'bias'],
];

/** The policy with another part, or without it: a gate that is gone is no dry run either. */
export function withPart<Part extends keyof GatePolicy>(
  policy: GatePolicy,
  part: Part,
  value: GatePolicy[Part] | undefined,
): GatePolicy {
  if (value !== undefined) {
    return { ...policy, [part]: value };
  }
  const others = Object.fromEntries(
    Object.entries(policy).filter(([name]) => name !== part),
  ) as GatePolicy;
  const kinds = gatesOf(others);
  return {
    ...others,
    ...(others.dryRun && { dryRun: others.dryRun.filter((kind) => kinds.includes(kind)) }),
  };
}

/** The gates that there are, in the order in which people read them. */
export const gatesOf = (policy: GatePolicy | undefined): readonly GateKind[] =>
  PRESENT.filter(([, part]) => policy?.[part] !== undefined).map(([kind]) => kind);

/** In the same order. */
export const inOrder = (results: readonly GateMeasured[]): readonly GateMeasured[] =>
  [...results].sort((one, other) => GATE_KINDS.indexOf(one.gate) - GATE_KINDS.indexOf(other.gate));

/** Beside the word, so that nothing is told by colour alone. */
export const OUTCOME_SIGNS: Readonly<Record<GateOutcome, string>> = {
  passed: '✓',
  failed: '✗',
  inconclusive: '?',
  error: '!',
};

/** Whether what a gate measures first is a share of won comparisons; else it is a difference or a ratio, in units of its own. */
export const isShare = (gate: GateKind): boolean => gate === 'win-rate' || gate === 'arena';

export interface Scale {
  readonly from: number;
  readonly to: number;
}

const AIR = 0.12;

/** The part of the axis that a result is drawn on: shares from 0 to 1, all others as far as they and what is asked for reach. */
export function scaleOf({ gate, measured, required }: GateMeasured): Scale | undefined {
  if (measured === undefined) {
    return undefined;
  }
  if (isShare(gate)) {
    return { from: 0, to: 1 };
  }
  return around(measured, required);
}

/** As far as an interval and what is asked for reach, with air. */
export function around(measured: Interval, required: number | undefined): Scale {
  const values = [
    measured.low,
    measured.high,
    measured.mean,
    ...(required === undefined ? [] : [required]),
  ];
  const low = Math.min(...values);
  const high = Math.max(...values);
  const air = (high - low || Math.abs(high) || 1) * AIR;
  return { from: low - air, to: high + air };
}

/** Whether nothing further comes of it. */
export const isSettled = ({ state }: GateAttempt): boolean =>
  state === 'PASSED' || state === 'BLOCKED';

/** Whether it is the last attempt of its checkpoint; of a list that has the newest first. */
export const isLast = (attempt: GateAttempt, all: readonly AttemptView[]): boolean =>
  all.find((one) => one.attempt.checkpointId === attempt.checkpointId)?.attempt.attemptId ===
  attempt.attemptId;

/** What somebody wrote as gates; undefined where it is no JSON object. */
export function policyIn(text: string): GatePolicy | undefined {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

/** As people write it. */
export const policyText = (policy: GatePolicy | undefined): string =>
  JSON.stringify(policy ?? {}, null, 2);

/** A number as people of any language write it; undefined where it is none. */
export function decimalOf(text: string): number | undefined {
  const trimmed = text.trim().replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : undefined;
}
