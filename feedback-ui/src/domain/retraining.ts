/** Why something is started, or the first condition that does not hold. */
export const REASONS = [
  'PREFERENCES',
  'HOURS',
  'DRIFT',
  'FIRST_REWARD_MODEL',
  'BETTER_REWARD_MODEL',
  'NOT_BETTER',
  'AWAITING_COMPARISON',
  'DISABLED',
  'TOO_FEW',
  'RUN_UNDER_WAY',
  'QUIET_HOURS',
  'COOLING_DOWN',
  'RUNS_SPENT',
  'MINUTES_SPENT',
  'IMPOSSIBLE',
] as const;
export type Reason = (typeof REASONS)[number];

/** What may follow a reward model. */
export const RECIPES = ['ppo', 'grpo', 'rloo'] as const;

/** How good that has to be. */
export const AFTER = ['any', 'better', 'clearly-better'] as const;
export type After = (typeof AFTER)[number];

export interface QuietHours {
  readonly from: string;
  readonly until: string;
  readonly days?: readonly string[];
}

export type Configuration = Readonly<Record<string, unknown>>;

/** When a project trains again by itself. */
export interface RetrainingPolicy {
  readonly enabled: boolean;
  readonly rewardModel: {
    readonly afterPreferences?: number;
    readonly afterHours?: number;
    readonly atLeastPreferences?: number;
    readonly onDrift: boolean;
    readonly baseCheckpointId?: string;
    readonly configuration?: Configuration;
  };
  /** What follows a reward model; nothing where it is absent. */
  readonly policy?: {
    readonly recipe: string;
    readonly after: After;
    readonly configuration?: Configuration;
  };
  readonly quietHours?: readonly QuietHours[];
  readonly timeZone?: string;
  readonly coolDownMinutes: number;
  readonly runsPerDay?: number;
  readonly minutesPerDay?: number;
}

/** What would be decided now. */
export interface Outlook {
  readonly starts: boolean;
  readonly reason: Reason;
  readonly sentence: string;
  readonly notBefore?: string;
  readonly wantedPreferences?: number;
}

export interface RetrainingDecision {
  readonly decisionId: string;
  readonly outcome: 'REWARD_MODEL' | 'POLICY' | 'NOT_NOW';
  readonly reason: Reason;
  readonly sentence: string;
  readonly runId?: string;
  readonly at: string;
  /** So often in a row. */
  readonly looks: number;
  readonly lastAt: string;
}

export interface Retraining {
  readonly projectId: string;
  /** 0 before anybody changed the policy. */
  readonly version: number;
  /** Whether the project has no policy of its own. */
  readonly usual: boolean;
  readonly policy: RetrainingPolicy;
  readonly changedBy?: string;
  readonly changedAt?: string;
  readonly rewardModelId?: string;
  readonly watch?: {
    readonly watching: boolean;
    readonly ratings: number;
    readonly heldOutAccuracy: number;
    /** How far it is to an alarm, 0 to 1. */
    readonly share: number;
    readonly noticed: boolean;
  };
  readonly now: Outlook;
}

/** What the page asks of the registry about when projects train again. */
export interface RetrainingDesk {
  retraining(projectId: string): Promise<Retraining>;
  /** Newest first. */
  decisions(projectId: string): Promise<readonly RetrainingDecision[]>;
  /** Changes the policy if it is still of this version. */
  change(
    projectId: string,
    version: number,
    policy: RetrainingPolicy,
    reason: string,
  ): Promise<Retraining>;
  /** The usual policy again. */
  reset(projectId: string, version: number): Promise<Retraining>;
}

/** A number that somebody typed; undefined where nothing stands or it is none. */
export function numberOf(text: string): number | undefined {
  const trimmed = text.trim();
  return /^\d+$/.test(trimmed) ? Number(trimmed) : undefined;
}
