import { describe, expect, it } from 'vitest';
import { limitsOf } from '../../domain/alarms';
import { descendantsOf, lineageGraph, type Checkpoint, type Kind } from '../../domain/checkpoints';
import { continuedWith, sameAnswers, type PlaygroundComparison } from '../../domain/playground';
import {
  actionsFor,
  byWeight,
  durationOf,
  headline,
  lastDurations,
  mayOperate,
  pendingWish,
  type Run,
  type RunDetail,
} from '../../domain/runs';
import {
  changedSettings,
  firstSettings,
  settingsOf,
  wrongSetting,
  type Changes,
  type OfferedSetting,
} from '../../domain/settings';

const run = (changes: Partial<Run> = {}): Run => ({
  runId: 'ppo-1',
  recipe: 'ppo',
  state: 'RUNNING',
  configuration: { maxKl: 4, alarms: { maxMismatch: 1.05, minEntropyShare: 0.1 } },
  parents: [],
  step: 2,
  steps: 8,
  metrics: { kl: 1, score: 0.5, seconds: 3 },
  since: '2026-11-22T12:00:00Z',
  changedAt: '2026-11-22T12:01:00Z',
  startedAt: '2026-11-22T12:00:10Z',
  ...changes,
});
const detail = (changes: Partial<RunDetail> = {}): RunDetail => ({
  run: run(),
  series: {},
  controls: [],
  ...changes,
});

describe('a run', () => {
  it('shows what says most first', () => {
    expect(headline(run())).toEqual({ name: 'score', value: 0.5 });
    expect(byWeight(['zeta', 'kl', 'alpha', 'score'])).toEqual(['score', 'kl', 'alpha', 'zeta']);
  });

  it('lasts from its begin until its end, or until now', () => {
    const now = Date.parse('2026-11-22T12:01:10Z');
    expect(durationOf(run(), now)).toBe(60);
    expect(durationOf(run({ endedAt: '2026-11-22T12:00:40Z' }), now)).toBe(30);
    expect(durationOf(run({ startedAt: undefined }), now)).toBeUndefined();
    expect(durationOf(run({ seconds: 7 }), now)).toBe(7);
  });

  it('may be asked for what it can still do', () => {
    expect(actionsFor(run())).toEqual(['PAUSE', 'CANCEL']);
    expect(actionsFor(run({ state: 'PAUSED' }))).toEqual(['RESUME', 'CANCEL']);
    expect(actionsFor(run({ state: 'FINISHED' }))).toEqual([]);
  });

  it('says what was asked until it is done', () => {
    const controls = [{ action: 'PAUSE' as const, by: 'me', at: '2026-11-22T12:02:00Z' }];
    expect(pendingWish(detail({ controls }))).toBe('PAUSE');
    expect(pendingWish(detail({ controls, run: run({ state: 'PAUSED' }) }))).toBeUndefined();
    expect(pendingWish(detail({ controls, run: run({ state: 'FAILED' }) }))).toBeUndefined();
  });

  it('has a line for each alarm that is on, and says which are crossed', () => {
    const series = {
      kl: [
        { step: 1, value: 0 },
        { step: 2, value: 5 },
      ],
      entropy: [
        { step: 1, value: 2 },
        { step: 2, value: 1 },
      ],
    };
    expect(limitsOf(detail({ series }))).toEqual([
      { metric: 'kl', value: 4, above: true, crossed: true },
      { metric: 'entropy', value: 0.2, above: false, crossed: false },
    ]);
  });
});

const setting = (
  path: string,
  kind: OfferedSetting['kind'],
  value?: unknown,
  ...choices: readonly string[]
): OfferedSetting => ({ path, kind, value, choices });

describe('settings', () => {
  const settings = [
    setting('seed', 'INTEGER', 1),
    setting('name', 'TEXT', 'x'),
    setting('on', 'SWITCH', true),
    setting('inner.rate', 'NUMBER', 0.5),
    setting('inner.targets', 'TEXTS', ['all-linear']),
    setting('tuning.method', 'CHOICE', 'lora', 'lora', 'soft-prompt'),
    setting('tuning.rank', 'INTEGER', 16),
    setting('tuning.virtualTokens', 'INTEGER'),
  ];

  it('of a run have paths, and lists stay away', () => {
    const paths = settingsOf({ seed: 1, on: true, inner: { rate: 0.5 }, list: [1] });
    expect(paths.map(({ path }) => path)).toEqual(['inner.rate', 'on', 'seed']);
  });

  it('are sent only where they differ', () => {
    const changes = { 'inner.rate': '0.25', seed: '1', on: false, 'tuning.virtualTokens': '' };
    expect(changedSettings(settings, changes)).toEqual({ inner: { rate: 0.25 }, on: false });
    expect(changedSettings(settings, { 'inner.rate': '0.50', 'inner.targets': 'q, v' })).toEqual({
      inner: { targets: ['q', 'v'] },
    });
    expect(changedSettings(settings, { 'tuning.virtualTokens': '8' })).toEqual({
      tuning: { virtualTokens: 8 },
    });
  });

  it('must be numbers where numbers are', () => {
    expect(wrongSetting(settings, { seed: 'many' })).toBe('seed');
    expect(wrongSetting(settings, { seed: '' })).toBe('seed');
    expect(wrongSetting(settings, { seed: '1.5' })).toBe('seed');
    expect(wrongSetting(settings, { name: 'many', 'inner.rate': '1.5' })).toBeUndefined();
    expect(wrongSetting(settings, { 'tuning.virtualTokens': '' })).toBeUndefined();
  });

  it('show first what people change first, and what the chosen way of tuning has', () => {
    const shown = (changes: Changes) => firstSettings(settings, changes).map(({ path }) => path);
    expect(shown({})).toEqual(['tuning.method', 'tuning.rank']);
    expect(shown({ 'tuning.method': 'soft-prompt' })).toEqual([
      'tuning.method',
      'tuning.virtualTokens',
    ]);
  });
});

describe('what the next run will take', () => {
  it('is told by the last finished ones of its kind', () => {
    const took = (seconds: number, changes: Partial<Run> = {}) =>
      run({ state: 'FINISHED', seconds, ...changes });
    const runs = [
      took(60),
      took(1, { recipe: 'dpo' }),
      took(9999, { state: 'FAILED' }),
      took(90),
      ...[70, 80, 75, 5].map((seconds) => took(seconds)),
    ];
    expect(lastDurations(runs, 'ppo')).toEqual({ count: 5, least: 60, most: 90 });
    expect(lastDurations(runs, 'kto').count).toBe(0);
  });
});

const checkpoint = (id: string, kind: Kind, ...parents: readonly string[]): Checkpoint => ({
  checkpointId: id,
  name: id,
  kind,
  artifact: { uri: '', sha256: '', bytes: 1 },
  tokenizerSha256: '',
  lineage: {
    recipe: 'r',
    parents,
    inputs:
      kind === 'REWARD_MODEL'
        ? [{ topic: 'attune.preferences', partition: 0, from: 0, until: 40 }]
        : [],
    seed: 1,
    configuration: {},
    codeVersion: 'c',
    machine: 'm',
  },
  metrics: {},
  createdAt: '2026-11-22T12:00:00Z',
});

describe('a lineage', () => {
  const base = checkpoint('base', 'BASE');
  const reward = checkpoint('reward', 'REWARD_MODEL', 'base');
  const adapter = checkpoint('adapter', 'ADAPTER', 'base', 'reward');
  const all = [adapter, reward, base, checkpoint('other', 'BASE')];

  it('leads from ratings over a reward model and a policy to what is served', () => {
    const ancestors = [reward, base].map((one, distance) => ({
      checkpointId: one.checkpointId,
      distance,
      parents: one.lineage.parents,
      checkpoint: one,
    }));
    const graph = lineageGraph(ancestors, all, [
      { channel: 'production', checkpointId: 'adapter' },
      { channel: 'elsewhere', checkpointId: 'other' },
    ]);
    expect(graph.nodes.map(({ id }) => id).sort()).toEqual(
      ['adapter', 'base', 'channel:production', 'ratings:0:0-40', 'reward'].sort(),
    );
    expect(graph.edges).toContainEqual({ from: 'ratings:0:0-40', to: 'reward' });
    expect(graph.edges).toContainEqual({ from: 'reward', to: 'adapter' });
    expect(graph.edges).toContainEqual({ from: 'adapter', to: 'channel:production' });
  });

  it('knows all that came of something', () => {
    expect(descendantsOf('base', all).map(({ checkpointId }) => checkpointId)).toEqual([
      'adapter',
      'reward',
    ]);
  });
});

describe('a comparison', () => {
  const comparison: PlaygroundComparison = {
    id: 'c',
    projectId: 'p',
    messages: [{ role: 'user', content: 'hello' }],
    blind: true,
    left: { answer: 'good day', seed: 1 },
    right: { answer: 'good day ', seed: 2 },
  };

  it('goes on with the answer that was chosen', () => {
    expect(continuedWith(comparison, 'left', 'and then?').map(({ content }) => content)).toEqual([
      'hello',
      'good day',
      'and then?',
    ]);
  });

  it('has nothing to rate in equal answers', () => {
    expect(sameAnswers(comparison)).toBe(true);
    expect(sameAnswers({ ...comparison, right: { seed: 2 } })).toBe(false);
  });

  it('is for those who make models', () => {
    const session = (role: string) => ({
      id: '',
      name: '',
      roles: [role],
      mustChangePassword: false,
    });
    expect(
      ['annotator', 'reviewer', 'engineer', 'administrator'].filter((role) =>
        mayOperate(session(role)),
      ),
    ).toEqual(['engineer', 'administrator']);
  });
});
