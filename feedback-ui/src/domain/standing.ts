/** A figure with its interval at 95 %, as far as there are any. */
export interface StandingFigure {
  readonly value?: number | null;
  readonly low?: number | null;
  readonly high?: number | null;
  /** Why it, or its interval, is undefined. */
  readonly undefined?: string | null;
}

export interface CheckpointRating {
  readonly checkpoint: string;
  /** In points of Elo's scale; 0 is the mean of the group. */
  readonly elo: StandingFigure;
  /** The same with the length of answers held equal. */
  readonly sameLength: StandingFigure;
  /** How probable it is that it is the best of its group. */
  readonly best: StandingFigure;
  readonly ranks: { readonly best: number; readonly worst: number };
  readonly votes: {
    readonly wins: number;
    readonly ties: number;
    readonly losses: number;
    readonly bothBad: number;
    readonly raters: number;
    readonly prompts: number;
  };
  readonly winRate: StandingFigure;
  readonly bothBad: StandingFigure;
}

export interface StandingTurning {
  readonly first: string;
  readonly second: string;
  readonly lead: StandingFigure;
  readonly removed?: number | null;
  readonly flipped?: number | null;
  readonly raters?: number | null;
}

/** Checkpoints that compare, best first. */
export interface StandingGroup {
  readonly checkpoints: readonly CheckpointRating[];
  readonly undefined?: string | null;
  readonly votes: number;
  readonly raters: number;
  readonly prompts: number;
  readonly fewRaters: boolean;
  readonly fewPrompts: boolean;
  readonly left: StandingFigure;
  readonly longer: StandingFigure;
  readonly turning?: StandingTurning | null;
}

export interface CheckpointPair {
  readonly first: string;
  readonly second: string;
  readonly wins: number;
  readonly ties: number;
  readonly losses: number;
  readonly bothBad: number;
  readonly winRate: StandingFigure;
  readonly anytime: {
    readonly low?: number | null;
    readonly high?: number | null;
    readonly raters: number;
    /** One half lies outside. */
    readonly clear: boolean;
    readonly undefined?: string | null;
  };
}

/** Why there is no lead between two groups. */
export interface StandingApart {
  readonly group: number;
  readonly other: number;
  readonly reason: string;
  /** The one that never lost to the other. */
  readonly ahead?: number | null;
}

export interface ProjectStanding {
  readonly votes: number;
  readonly raters: number;
  readonly prompts: number;
  readonly lastAt?: string | null;
  readonly cut: boolean;
  readonly leftOut: {
    readonly byHand: number;
    readonly sameCheckpoint: number;
    readonly checkpoints: number;
  };
  readonly groups: readonly StandingGroup[];
  readonly apart: readonly StandingApart[];
  readonly pairs: readonly CheckpointPair[];
  readonly window: number;
}

/** A pair as one of the two sees it. */
export interface Against {
  readonly wins: number;
  readonly ties: number;
  readonly losses: number;
  readonly bothBad: number;
  /** Absent where all votes found both bad. */
  readonly rate?: number;
  readonly low?: number;
  readonly high?: number;
  readonly raters: number;
  readonly clear: boolean;
}

/** What one checkpoint has against another; undefined where they were never compared. */
export function against(
  pairs: readonly CheckpointPair[],
  one: string,
  other: string,
): Against | undefined {
  const pair = pairs.find(
    ({ first, second }) =>
      (first === one && second === other) || (first === other && second === one),
  );
  if (!pair) {
    return undefined;
  }
  const turned = pair.first !== one;
  const turn = (share: number): number => (turned ? 1 - share : share);
  const { winRate, anytime } = pair;
  const [low, high] = turned ? [anytime.high, anytime.low] : [anytime.low, anytime.high];
  return {
    wins: turned ? pair.losses : pair.wins,
    ties: pair.ties,
    losses: turned ? pair.wins : pair.losses,
    bothBad: pair.bothBad,
    ...(typeof winRate.value === 'number' && { rate: turn(winRate.value) }),
    ...(typeof low === 'number' && { low: turn(low) }),
    ...(typeof high === 'number' && { high: turn(high) }),
    raters: anytime.raters,
    clear: anytime.clear,
  };
}

/** Whether an interval leaves out what would be no difference. */
export const leavesOut = ({ low, high }: StandingFigure, none: number): boolean =>
  typeof low === 'number' && typeof high === 'number' && (low > none || high < none);

/** From the lowest to the highest end of all intervals, with zero and some room; round numbers. */
export function reachOf(ratings: readonly CheckpointRating[]): readonly [number, number] {
  const ends = ratings.flatMap(({ elo }) =>
    [elo.value, elo.low, elo.high].filter((end): end is number => typeof end === 'number'),
  );
  const step = 50;
  return [
    Math.floor(Math.min(-step, ...ends) / step) * step,
    Math.ceil(Math.max(step, ...ends) / step) * step,
  ];
}
