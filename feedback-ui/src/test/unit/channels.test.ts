import { describe, expect, it } from 'vitest';
import {
  CANARY_OUTCOMES,
  differenceOf,
  GUARDRAILS,
  shareOf,
  type Canary,
} from '../../domain/channels';
import texts from '../../i18n/en/channel.json';

const canary = (figures: Partial<Canary['figures']>): Canary => ({
  canaryId: 'canary-1',
  checkpointId: 'adapter-2',
  productionId: 'adapter-1',
  share: 0.1,
  settings: {},
  reason: 'a try',
  by: 'eva',
  startedAt: '2026-11-01T10:00:00Z',
  figures: {
    met: { production: 9, canary: 1 },
    voted: { production: 1, canary: 0 },
    liked: { production: 1 },
    harmed: [],
    ...figures,
  },
});

describe('a canary', () => {
  it('has a difference once both arms have somebody', () => {
    expect(differenceOf(canary({}))).toBeUndefined();
    expect(differenceOf(canary({ difference: 0, low: -0.2, high: 0.2 }))).toEqual({
      mean: 0,
      low: -0.2,
      high: 0.2,
    });
  });

  it('has a share of more than nothing and at most all', () => {
    expect(['10', ' 0,5 ', '100'].map(shareOf)).toEqual([0.1, 0.005, 1]);
    expect(['0', '100.1', '-1', '', 'ten', '1e1'].map(shareOf)).toEqual(Array(6).fill(undefined));
  });

  it('has a text for each end and each guardrail', () => {
    const keys = [
      ...CANARY_OUTCOMES.map((outcome) => `outcome-${outcome}`),
      ...GUARDRAILS.map((guardrail) => `harmed-${guardrail}`),
    ];
    expect(keys.filter((key) => !(key in texts))).toEqual([]);
  });
});
