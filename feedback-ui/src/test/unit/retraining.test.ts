import { describe, expect, it } from 'vitest';
import type { Retraining, RetrainingPolicy } from '../../domain/retraining';
import { numberOf, REASONS } from '../../domain/retraining';
import texts from '../../i18n/en/retraining.json';
import { draftOf, policyOf } from '../../views/retraining/draft';

const POLICY: RetrainingPolicy = {
  enabled: true,
  rewardModel: {
    afterPreferences: 200,
    onDrift: true,
    baseCheckpointId: 'base-1',
    configuration: { epochs: 3 },
  },
  policy: { recipe: 'ppo', after: 'better', configuration: { updates: 4 } },
  quietHours: [{ from: '22:00', until: '06:00', days: ['saturday'] }],
  timeZone: 'Europe/Berlin',
  coolDownMinutes: 60,
  runsPerDay: 4,
};

const state = (policy: RetrainingPolicy): Retraining => ({
  projectId: 'p',
  version: 1,
  usual: false,
  policy,
  now: { starts: false, reason: 'TOO_FEW', sentence: '' },
});

describe('a retraining policy in the form', () => {
  it('is sent as it was when nothing is changed', () => {
    expect(policyOf(draftOf(state(POLICY)), POLICY)).toEqual(POLICY);
  });

  it('keeps the settings of a recipe that stays, and not those of another', () => {
    const draft = draftOf(state(POLICY));
    expect(policyOf({ ...draft, after: 'any' }, POLICY).policy?.configuration).toEqual({
      updates: 4,
    });
    expect(policyOf({ ...draft, recipe: 'grpo' }, POLICY).policy?.configuration).toEqual({});
    expect(policyOf({ ...draft, recipe: '' }, POLICY).policy).toBeUndefined();
  });

  it('leaves out what is empty, and what is no number', () => {
    const draft = { ...draftOf(state(POLICY)), runsPerDay: '', afterHours: 'two', quietHours: [] };
    const sent = policyOf(draft, POLICY);
    expect(sent).not.toHaveProperty('runsPerDay');
    expect(sent).not.toHaveProperty('timeZone');
    expect(sent.rewardModel).not.toHaveProperty('afterHours');
    expect(numberOf(' 12 ')).toBe(12);
    expect(numberOf('-1')).toBeUndefined();
  });
});

describe('the reasons of decisions', () => {
  it('have each a text', () => {
    expect(REASONS.filter((reason) => !(`reason-${reason}` in texts))).toEqual([]);
  });
});
