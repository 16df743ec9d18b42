import type { ComparisonJudgement } from '../../domain/playground';
import type { PlaygroundKey } from './texts';

export interface Choice {
  readonly key: string;
  readonly text: PlaygroundKey;
  readonly judgement: ComparisonJudgement;
}

/** What may be said of two answers, in the order of the keys. */
export const CHOICES: readonly Choice[] = [
  { key: '1', text: 'verdict-1', judgement: { verdict: 'LEFT', strength: 3 } },
  { key: '2', text: 'verdict-2', judgement: { verdict: 'LEFT', strength: 2 } },
  { key: '3', text: 'verdict-3', judgement: { verdict: 'LEFT', strength: 1 } },
  { key: '4', text: 'verdict-4', judgement: { verdict: 'TIE', strength: 0 } },
  { key: '5', text: 'verdict-5', judgement: { verdict: 'RIGHT', strength: 1 } },
  { key: '6', text: 'verdict-6', judgement: { verdict: 'RIGHT', strength: 2 } },
  { key: '7', text: 'verdict-7', judgement: { verdict: 'RIGHT', strength: 3 } },
  { key: 'x', text: 'verdict-x', judgement: { verdict: 'BOTH_BAD', strength: 0 } },
];
