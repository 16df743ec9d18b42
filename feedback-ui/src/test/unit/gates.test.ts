import { describe, expect, it } from 'vitest';
import {
  ATTEMPT_STATES,
  decimalOf,
  GATE_KINDS,
  GATE_OUTCOMES,
  gatesOf,
  inOrder,
  isLast,
  OUTCOME_SIGNS,
  policyIn,
  policyText,
  scaleOf,
  withPart,
  type AttemptView,
  type GateMeasured,
  type GatePolicy,
} from '../../domain/gates';
import {
  APPROVAL_STATES,
  decidedOn,
  hindrance,
  openFirst,
  peopleBehind,
  reasonOf,
  type OpenProposal,
  type PromotionProposal,
} from '../../domain/promotionApproval';
import { withoutNulls } from '../../api/withoutNulls';
import texts from '../../i18n/en/gates.json';
import { approvalPlaceOf } from '../../views/approvals/approvalAddress';

const measured = (changes: Partial<GateMeasured> = {}): GateMeasured => ({
  evaluationId: 'e-1',
  opponentCheckpointId: 'base-1',
  gate: 'win-rate',
  outcome: 'passed',
  measured: { mean: 0.62, low: 0.55, high: 0.68 },
  required: 0.5,
  samples: 200,
  figures: {},
  sentence: 'It wins.',
  at: '2026-11-01T10:00:00Z',
  ...changes,
});

const POLICY: GatePolicy = {
  winRate: { judge: 'outside', prompts: 200, maxNewTokens: 64, atLeast: 0.5 },
  bias: { templates: ['Ask {person}.'], margin: 0.1 },
  dryRun: ['win-rate', 'bias'],
  approval: { people: 2 },
};

describe('the axis of a gate', () => {
  it('is the whole of a share', () => {
    expect(scaleOf(measured())).toEqual({ from: 0, to: 1 });
  });

  it('holds the interval and what is asked for, with air', () => {
    const scale = scaleOf(
      measured({
        gate: 'safety',
        measured: { mean: 0.01, low: -0.02, high: 0.04 },
        required: -0.06,
      }),
    );
    expect(scale?.from).toBeCloseTo(-0.072);
    expect(scale?.to).toBeCloseTo(0.052);
  });

  it('is one also where all numbers are the same, and none where nothing was measured', () => {
    const flat = scaleOf(
      measured({ gate: 'bias', measured: { mean: 0, low: 0, high: 0 }, required: 0 }),
    );
    expect(flat).toEqual({ from: -0.12, to: 0.12 });
    const { measured: left, ...nothing } = measured({ outcome: 'error' });
    expect(left).toBeDefined();
    expect(scaleOf(nothing)).toBeUndefined();
  });
});

describe('gates of a project', () => {
  it('are told in one order', () => {
    expect(gatesOf(POLICY)).toEqual(['win-rate', 'bias']);
    expect(gatesOf(undefined)).toEqual([]);
    const results = inOrder([measured({ gate: 'bias' }), measured({ gate: 'arena' }), measured()]);
    expect(results.map(({ gate }) => gate)).toEqual(['win-rate', 'arena', 'bias']);
  });

  it('lose a gate with its dry run, and keep what the fields do not show', () => {
    const less = withPart(POLICY, 'winRate', undefined);
    expect(less).toEqual({ bias: POLICY.bias, dryRun: ['bias'], approval: { people: 2 } });
    expect(withPart(less, 'approval', { people: 3 })).toEqual({ ...less, approval: { people: 3 } });
    expect(withPart(POLICY, 'approval', undefined)).not.toHaveProperty('approval');
  });

  it('come back from their text, and nothing else does', () => {
    expect(policyIn(policyText(POLICY))).toEqual(POLICY);
    expect(policyIn(policyText(undefined))).toEqual({});
    expect(['{', '[]', '3', 'null', ''].map(policyIn)).toEqual(Array(5).fill(undefined));
  });

  it('have numbers with a point or a comma', () => {
    expect(['0.5', ' 0,55 ', '-1', '200'].map(decimalOf)).toEqual([0.5, 0.55, -1, 200]);
    expect(['', '0.', '1e3', 'half'].map(decimalOf)).toEqual(Array(4).fill(undefined));
  });

  it('know the last attempt of a checkpoint', () => {
    const attempt = (attemptId: string, checkpointId: string): AttemptView => ({
      attempt: {
        attemptId,
        projectId: 'p',
        checkpointId,
        opponentId: 'base-1',
        number: 1,
        policy: POLICY,
        policyVersion: 1,
        by: 'policy:gates',
        at: '2026-11-01T10:00:00Z',
        state: 'PASSED',
        results: [],
      },
      sentence: '',
    });
    const all = [attempt('b', 'one'), attempt('other', 'two'), attempt('a', 'one')];
    expect(all.map((one) => isLast(one.attempt, all))).toEqual([true, true, false]);
  });
});

const promotion = (changes: Partial<PromotionProposal> = {}): PromotionProposal => ({
  proposalId: 'promotion-1',
  projectId: 'p',
  channel: 'production',
  checkpointId: 'adapter-1',
  reason: 'it passed',
  by: 'policy:gates',
  at: '2026-11-01T10:00:00Z',
  state: 'OPEN',
  decisions: [],
  ...changes,
});
const decision = (by: string, approved = true) => ({
  by,
  approved,
  reason: 'read it',
  at: '2026-11-01T11:00:00Z',
  evidence: { sha256: `of-${by}` },
});
const me = { id: 'me', name: 'ada', roles: ['reviewer'], mustChangePassword: false };
const open = (changes: Partial<PromotionProposal> = {}): OpenProposal => ({
  proposal: promotion(changes),
  wanted: 2,
  evidenceSha256: 'abc',
});

describe('a promotion', () => {
  it('counts the person who asks, not the policy, and nobody who rejects', () => {
    expect(peopleBehind(promotion())).toBe(0);
    expect(peopleBehind(promotion({ by: 'eva', decisions: [decision('you')] }))).toBe(2);
    expect(peopleBehind(promotion({ decisions: [decision('you', false)] }))).toBe(0);
  });

  it('that waits stands before those that are over', () => {
    const sorted = openFirst([
      promotion({ proposalId: 'a', state: 'LAPSED' }),
      promotion({ proposalId: 'b' }),
      promotion({ proposalId: 'c', state: 'PROMOTED' }),
      promotion({ proposalId: 'd' }),
    ]);
    expect(sorted.map(({ proposalId }) => proposalId)).toEqual(['b', 'd', 'a', 'c']);
  });

  it('is approved by somebody else, once, on evidence, while it is open', () => {
    expect(hindrance(me, open())).toBeUndefined();
    expect(hindrance(me, open({ by: 'me' }))).toBe('ownPromotion');
    expect(hindrance(me, open({ decisions: [decision('me')] }))).toBe('approvedBefore');
    expect(hindrance(me, open({ state: 'LAPSED' }))).toBe('over');
    const { evidenceSha256, ...bare } = open();
    expect(evidenceSha256).toBe('abc');
    expect(hindrance(me, bare)).toBe('noEvidence');
  });

  it('that is over was decided on the evidence of its last decision', () => {
    const decisions = [decision('one'), decision('two')];
    expect(decidedOn(promotion({ decisions }))).toBeUndefined();
    expect(decidedOn(promotion({ state: 'PROMOTED', decisions }))).toBe('of-two');
    expect(decidedOn(promotion({ state: 'LAPSED' }))).toBeUndefined();
  });

  it('has a reason of one line', () => {
    expect(reasonOf(' read\n\tforty of  its answers ')).toBe('read forty of its answers');
  });

  it('has an address of its own', () => {
    expect(approvalPlaceOf('#/approvals/promotion-0a1b')).toEqual({
      kind: 'promotion',
      id: 'promotion-0a1b',
    });
    expect(approvalPlaceOf('#/approvals/proposal-0a1b')).toMatchObject({ kind: 'proposal' });
  });
});

describe('each word of the services', () => {
  it('has a text', () => {
    const keys = [
      ...GATE_KINDS.flatMap((kind) => [`kind-${kind}`, `says-${kind}`, `samples-${kind}`]),
      ...GATE_OUTCOMES.map((outcome) => `outcome-${outcome}`),
      ...ATTEMPT_STATES.map((state) => `attempt-${state}`),
      ...APPROVAL_STATES.map((state) => `state-${state}`),
    ];
    expect(keys.filter((key) => !(key in texts))).toEqual([]);
  });

  it('of an outcome has a sign of its own', () => {
    expect(new Set(GATE_OUTCOMES.map((outcome) => OUTCOME_SIGNS[outcome])).size).toBe(4);
  });
});

describe('evidence that was kept', () => {
  it('has nothing that is null, at any depth', () => {
    const kept = { runId: null, gates: [{ measured: null, samples: 0 }], dryRun: [], sentence: '' };
    expect(withoutNulls(kept)).toEqual({ gates: [{ samples: 0 }], dryRun: [], sentence: '' });
  });
});
