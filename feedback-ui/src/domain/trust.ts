/** Why the model of raters does not believe somebody. */
export type Doubt = 'DOES_NOT_LOOK' | 'INVERTED' | 'TAKES_A_SIDE';
export type Standing = 'TOO_FEW_VOTES' | 'BELIEVED' | 'DOUBTED';

/** One rater as the model sees him; the bounds are those of the 95 % interval. */
export interface ModelledRater {
  readonly pseudonym: string;
  /** Absent of a person whose ratings were imported. */
  readonly name?: string | null | undefined;
  readonly votes: number;
  readonly standing: Standing;
  readonly doubts: readonly Doubt[];
  /** 1 is the mean, 0 is chance, below 0 is the wrong way round. */
  readonly slope: number;
  readonly slopeLow: number;
  readonly slopeHigh: number;
  /** Of two answers as good as each other, how often the left one is taken. */
  readonly leftShare: number;
  readonly leftShareLow: number;
  readonly leftShareHigh: number;
}

/** Votes of about the same probability. */
export interface ReliabilityBin {
  readonly votes: number;
  readonly predicted: number;
  readonly seen: number;
  readonly low: number;
  readonly high: number;
}

export interface ReliabilityCurve {
  readonly bins: readonly ReliabilityBin[];
  readonly logLoss: number;
  readonly brier: number;
}

export interface TrustReport {
  /** Absent while too few have rated the same pairs. */
  readonly fit?:
    | {
        readonly readAt: string;
        readonly votes: number;
        readonly pairs: number;
        readonly strays: boolean;
      }
    | null
    | undefined;
  readonly leastVotes: number;
  readonly raters: readonly ModelledRater[];
  /** Preferences of which the ring is still to hear anew. */
  readonly pending: number;
  readonly reliability?:
    | {
        readonly votes: number;
        readonly model: ReliabilityCurve;
        readonly share: ReliabilityCurve;
      }
    | null
    | undefined;
}

/** How many rate a pair; `fewest` is 0 where the number is fixed. */
export interface Overlap {
  readonly fewest: number;
  readonly most: number;
  readonly belief: number;
}

export interface VersionedOverlap {
  readonly overlap: Overlap;
  readonly version: number;
}

/** What may have learnt from ratings that were taken out. */
export interface AffectedCheckpoint {
  readonly checkpointId: string;
  readonly name: string;
  readonly kind: string;
  readonly direct: boolean;
  readonly through: readonly string[];
  readonly channels: readonly string[];
  readonly again?: TrainAgain | undefined;
}

export interface TrainAgain {
  readonly recipe: string;
  readonly policyCheckpointId?: string | undefined;
  readonly rewardModelCheckpointId?: string | undefined;
  /** What is to be made before: `reward-model` or `data`. */
  readonly needs?: string | undefined;
  readonly configuration: Readonly<Record<string, unknown>>;
}
