import type { Interval } from './promptRuns';

/** What a channel serves. */
export interface Channel {
  readonly channel: string;
  /** Counts every change: who changes the channel says which one was seen. */
  readonly version: number;
  readonly checkpointId: string;
  /** Where a rollback leads. */
  readonly previousCheckpointId?: string;
  /** Absent while it answers. */
  readonly stopped?: { readonly reason: string; readonly by: string; readonly at: string };
  /** Of the canary that runs. */
  readonly canaryId?: string;
}

interface Arms {
  readonly production: number;
  readonly canary: number;
}

export const CANARY_OUTCOMES = [
  'promoted',
  'rolled-back',
  'kept',
  'discarded',
  'ended',
  'superseded',
] as const;
export type CanaryOutcome = (typeof CANARY_OUTCOMES)[number];

export const GUARDRAILS = ['errors', 'empty', 'slow', 'longer', 'shorter'] as const;
export type Guardrail = (typeof GUARDRAILS)[number];

/** A share of a channel's people is answered by another checkpoint. */
export interface Canary {
  readonly canaryId: string;
  readonly checkpointId: string;
  /** What answers the others. */
  readonly productionId: string;
  /** In (0, 1]. */
  readonly share: number;
  readonly settings: { readonly margin?: number; readonly maxPeople?: number };
  readonly reason: string;
  readonly by: string;
  readonly startedAt: string;
  readonly figures: {
    /** People in each arm. */
    readonly met: Arms;
    /** Those whose votes count. */
    readonly voted: Arms;
    readonly liked: Partial<Arms>;
    /** By how much people like the canary better, with an interval that holds at every look. */
    readonly difference?: number;
    readonly low?: number;
    readonly high?: number;
    readonly harmed: readonly string[];
  };
  /** Absent while it runs. */
  readonly end?: {
    readonly outcome: string;
    readonly reason: string;
    readonly by: string;
    readonly at: string;
  };
}

/** What the page asks of the registry about channels. Every method rejects with a `ProblemError` and with nothing else. */
export interface ChannelDesk {
  channel(name: string): Promise<Channel>;
  /** Newest first. */
  canaries(channel: string): Promise<readonly Canary[]>;
  start(channel: Channel, checkpointId: string, share: number, reason: string): Promise<void>;
  share(channel: Channel, share: number, reason: string): Promise<void>;
  end(channel: Channel, reason: string): Promise<void>;
  /** No gate is asked: it was served once. */
  rollBack(channel: Channel, checkpointId: string, reason: string): Promise<void>;
  stop(name: string, reason: string): Promise<void>;
  resume(name: string, reason: string): Promise<void>;
}

/** The difference with its interval; undefined before both arms have somebody. */
export function differenceOf({ figures }: Canary): Interval | undefined {
  const { difference, low, high } = figures;
  return difference === undefined || low === undefined || high === undefined
    ? undefined
    : { mean: difference, low, high };
}

/** A share as people write it, in percent; undefined where it is none. */
export function shareOf(percent: string): number | undefined {
  const written = percent.trim().replace(',', '.');
  const share = /^\d+(\.\d+)?$/.test(written) ? Number(written) / 100 : 0;
  return share > 0 && share <= 1 ? share : undefined;
}
