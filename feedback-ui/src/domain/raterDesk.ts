import type { Message } from './project';

export type RaterState = 'FINE' | 'HINTED' | 'WARNED' | 'SHADOW';

export const RATER_STATES: readonly RaterState[] = ['FINE', 'HINTED', 'WARNED', 'SHADOW'];

export type SignalKind =
  | 'GOLD'
  | 'ATTENTION'
  | 'OWN_CONSISTENCY'
  | 'SPEED'
  | 'STRAIGHT_LINING'
  | 'SIDE'
  | 'COPIES'
  | 'LENGTH';

/** Something measured of a rater: a share, a run's length or a coefficient, with its interval where it is estimated. */
export interface Signal {
  readonly kind: SignalKind;
  readonly figure: number;
  readonly low?: number | null;
  readonly high?: number | null;
  readonly cases: number;
  readonly flagged: boolean;
  readonly logOdds: number;
}

export interface RaterStep {
  readonly id: string;
  readonly before: RaterState;
  readonly state: RaterState;
  readonly reason?: string | null;
  /** Absent: the service itself. */
  readonly by?: string | null;
  readonly takenAt: string;
  readonly seenAt?: string | null;
  readonly answer?: string | null;
}

export interface MeasuredRater {
  readonly pseudonym: string;
  readonly name: string;
  readonly votes: number;
  readonly state: RaterState;
  readonly probability?: number | null;
  /** Otherwise too little is known to say anything, which is not bad. */
  readonly verified: boolean;
  readonly alone: boolean;
  /** A warning changed nothing: a person should look. */
  readonly proposed: boolean;
  readonly signals: readonly Signal[];
  readonly steps: readonly RaterStep[];
}

export interface CheckSettings {
  readonly gold: number;
  readonly attention: number;
  readonly repeats: number;
  readonly warnings: boolean;
}

export interface KeptChecks extends CheckSettings {
  readonly version: number;
}

export interface Gold {
  readonly itemId: string;
  readonly kind: 'GOLD' | 'ATTENTION' | 'REPEAT';
  readonly state: 'ACTIVE' | 'DOUBTED' | 'RETIRED';
  readonly messages: readonly Message[];
  readonly better: string;
  readonly worse: string;
  readonly right: number;
  readonly wrong: number;
  readonly belief?: number | null;
  readonly confirmed: boolean;
  readonly doubts: readonly string[];
}

export interface NewGold {
  readonly kind: 'GOLD' | 'ATTENTION';
  readonly question: string;
  readonly better: string;
  readonly worse: string;
}

/** A figure with its interval, as far as there are any. */
export interface AgreementFigure {
  readonly value?: number | null;
  readonly low?: number | null;
  readonly high?: number | null;
  readonly undefined?: string | null;
}

export interface AgreementGroup {
  readonly day?: string | null;
  readonly version?: number | null;
  readonly items: number;
  readonly ratings: number;
  readonly raters: number;
  readonly alpha: AgreementFigure;
  readonly share: AgreementFigure;
  readonly fleiss: AgreementFigure;
  readonly cohen: AgreementFigure;
  readonly ac1: AgreementFigure;
}

export interface ProjectAgreement {
  readonly all: AgreementGroup;
  readonly days: readonly AgreementGroup[];
  readonly versions: readonly AgreementGroup[];
  readonly reviewed: number;
  readonly accuracy: AgreementFigure;
  readonly recall: readonly {
    readonly said: 'FIRST' | 'TIE' | 'SECOND' | 'BOTH_BAD';
    readonly share: AgreementFigure;
  }[];
  readonly drops: readonly {
    readonly day?: string | null;
    readonly version?: number | null;
    readonly before: AgreementFigure;
    readonly now: AgreementFigure;
  }[];
}

/** A rating that shows what was noticed. */
export interface NoticeExample {
  readonly kind: SignalKind;
  readonly messages: readonly Message[];
  readonly left: string;
  readonly right: string;
  readonly given: string;
  readonly expected?: string | null;
  readonly seconds: number;
}

/** What a rater is told of the own care. */
export interface Notice {
  readonly state: RaterState;
  readonly step?: string | null;
  readonly noticed: readonly SignalKind[];
  readonly reason?: string | null;
  readonly examples: readonly NoticeExample[];
  readonly at?: string | null;
  readonly seen: boolean;
  readonly answer?: string | null;
  readonly checks: readonly Signal[];
}

/** What the page asks about raters and their care. Every method rejects with a `ProblemError` and with nothing else. */
export interface RaterDesk {
  raters(project: string): Promise<readonly MeasuredRater[]>;
  setState(project: string, rater: string, state: RaterState, reason: string): Promise<void>;
  checks(project: string): Promise<KeptChecks>;
  setChecks(project: string, version: number, settings: CheckSettings): Promise<KeptChecks>;
  gold(project: string): Promise<readonly Gold[]>;
  /** Refused with the reason of the one pair, where it is no good. */
  addGold(project: string, gold: NewGold, key: string): Promise<void>;
  makeGold(project: string, item: string): Promise<void>;
  decideGold(
    project: string,
    item: string,
    decision: 'KEEP' | 'RETIRE',
    reason: string,
  ): Promise<void>;
  agreement(project: string, zone: string): Promise<ProjectAgreement>;
  notice(project: string): Promise<Notice>;
  seeNotice(project: string, step: string): Promise<void>;
  answerNotice(project: string, step: string, text: string): Promise<void>;
}
