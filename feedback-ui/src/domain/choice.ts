import type { SkipReason } from './verdict';

/** In which order items are handed out. */
export const STRATEGIES = ['OLDEST', 'LEAST_COVERED', 'INFORMATION', 'NEWEST', 'RANDOM'] as const;
export type Strategy = (typeof STRATEGIES)[number];

export interface ChoiceState {
  readonly strategy: Strategy;
  /** The share that is drawn evenly, 0 to 1. */
  readonly even: number;
  /** 0 while nobody set it. */
  readonly version: number;
  readonly waiting: number;
  /** Waiting items that stand in the strategy's order already. */
  readonly placed: number;
  /** Waiting items of whose answers a reward model has said how sure it is. */
  readonly informed: number;
}

/** What a member has, and how much is wanted of the member. */
export interface Profile {
  readonly languages: readonly string[];
  readonly skills: readonly string[];
  readonly perDay?: number | null;
  readonly inAll?: number | null;
}

export interface Need {
  readonly language?: string | null;
  readonly skills: readonly string[];
}

/** What some waiting items ask, and how many members have it. */
export interface NeedState extends Need {
  readonly waiting: number;
  readonly raters: number;
  /** Of how many people the items want a rating. */
  readonly wanted: number;
}

export interface Skips {
  readonly reason?: SkipReason | null;
  readonly skips: number;
  readonly items: number;
}

/** Whether there is something for a rater, and if not, why. */
export interface Availability {
  readonly reason: 'READY' | 'QUOTA_OF_DAY' | 'QUOTA' | 'WITH_OTHERS' | 'NO_MATCH' | 'DONE';
  readonly until?: string | null;
  readonly quota?: number | null;
  readonly needs: readonly Need[];
}

/** Words that a person separates by commas. */
export const wordsOf = (text: string): readonly string[] =>
  text
    .split(/[,،;]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');

/** What the page asks of a service about who is handed what. */
export interface Choosing {
  choice(id: string): Promise<ChoiceState>;
  /** Sets it if it is still of this version. */
  setChoice(id: string, version: number, strategy: Strategy, even: number): Promise<ChoiceState>;
  needs(id: string): Promise<readonly NeedState[]>;
  skips(id: string): Promise<readonly Skips[]>;
  setProfile(id: string, name: string, profile: Profile): Promise<void>;
  availability(id: string): Promise<Availability>;
}
