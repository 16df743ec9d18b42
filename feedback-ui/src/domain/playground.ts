import type { Turn } from './project';
import type { Verdict } from './verdict';

export type SideName = 'left' | 'right';

/** One of two answers; who gave it stays away while the comparison is blind. */
export interface PlaygroundSide {
  readonly answer?: string | null | undefined;
  readonly finishReason?: string | null | undefined;
  readonly model?: string | null | undefined;
  readonly checkpointId?: string | null | undefined;
  readonly seed: number;
}

export interface PlaygroundComparison {
  readonly id: string;
  readonly projectId: string;
  readonly messages: readonly Turn[];
  readonly blind: boolean;
  readonly left: PlaygroundSide;
  readonly right: PlaygroundSide;
  /** Of its verdict, as long as that is not taken back. */
  readonly ratingId?: string | null | undefined;
  readonly verdict?: string | null | undefined;
  readonly strength?: number | null | undefined;
}

/** One of several comparisons. */
export interface PlaygroundSummary {
  readonly id: string;
  readonly question: string;
  readonly answered: boolean;
  readonly left?: string | null | undefined;
  readonly right?: string | null | undefined;
  readonly verdict?: string | null | undefined;
  readonly strength?: number | null | undefined;
}

export interface ComparisonWish {
  readonly messages: readonly Turn[];
  readonly models: readonly [string, string];
  readonly blind: boolean;
  readonly temperature: number;
  readonly topP: number;
  readonly maxNewTokens: number;
}

/** What one may chat with: a channel, which serves a checkpoint, or a checkpoint. */
export interface Model {
  readonly id: string;
  readonly name: string;
  /** What a channel serves; absent for a checkpoint itself. */
  readonly checkpointId?: string | undefined;
}

/** What somebody says of two answers. */
export interface ComparisonJudgement {
  readonly verdict: Exclude<Verdict, 'SKIP'>;
  readonly strength: number;
  readonly comment?: string;
}

/** Two models side by side. Every method rejects with a `ProblemError` and with nothing else. */
export interface Playground {
  models(): Promise<readonly Model[]>;
  begin(projectId: string, wish: ComparisonWish, key: string): Promise<PlaygroundComparison>;
  comparison(id: string): Promise<PlaygroundComparison>;
  /** Lets a side answer; `onPiece` hears of the text as it comes. The same again gives the same. */
  answer(
    id: string,
    side: SideName,
    onPiece: (text: string) => void,
    signal: AbortSignal,
  ): Promise<PlaygroundSide>;
  /** One's own of the last days, newest first. */
  comparisons(): Promise<readonly PlaygroundSummary[]>;
  /** Takes the verdict back, and its rating with it. */
  takeBack(id: string, reason: string | undefined): Promise<PlaygroundComparison>;
  rate(id: string, judgement: ComparisonJudgement, key: string): Promise<PlaygroundComparison>;
}

export const bothAnswered = ({ left, right }: PlaygroundComparison): boolean =>
  typeof left.answer === 'string' && typeof right.answer === 'string';

/** Nobody can prefer one of two equal answers. */
export const sameAnswers = (comparison: PlaygroundComparison): boolean =>
  bothAnswered(comparison) &&
  (comparison.left.answer ?? '').trim() === (comparison.right.answer ?? '').trim();

/** The conversation that goes on with one of the answers. */
export const continuedWith = (
  comparison: PlaygroundComparison,
  side: SideName,
  next: string,
): readonly Turn[] => [
  ...comparison.messages,
  { role: 'assistant', content: comparison[side].answer ?? '' },
  { role: 'user', content: next },
];
