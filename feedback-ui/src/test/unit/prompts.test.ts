import { describe, expect, it } from 'vitest';
import {
  folded,
  labelFault,
  mayMoveLabel,
  mayReadPrompts,
  turnsOf,
  type DiffLine,
} from '../../domain/prompts';
import {
  cellText,
  outcomeOf,
  points,
  verdictOf,
  type Comparison,
  type RunCase,
} from '../../domain/promptRuns';
import type { PromptLibrary } from '../../domain/promptLibrary';
import { allCases } from '../../usecases/allCases';
import { sidesOf } from '../../usecases/sides';
import { promptPlaceOf } from '../../views/prompts/promptAddress';

const session = (...roles: string[]) => ({
  id: '1',
  name: 'ada',
  roles,
  mustChangePassword: false,
});
const same = (count: number): DiffLine[] =>
  Array.from({ length: count }, (_, at) => ({ change: 'SAME', text: String(at) }));

describe('who may do what', () => {
  it('annotators see no prompts', () => {
    expect(mayReadPrompts(session('annotator'))).toBe(false);
    expect(mayReadPrompts(session('annotator', 'engineer'))).toBe(true);
  });
  it('production is for reviewers and administrators', () => {
    expect(mayMoveLabel(session('engineer'), 'staging')).toBe(true);
    expect(mayMoveLabel(session('engineer'), 'production')).toBe(false);
    expect(mayMoveLabel(session('reviewer'), 'production')).toBe(true);
  });
  it('a label that the service would refuse is told before', () => {
    expect(labelFault('staging')).toBeUndefined();
    expect(labelFault('latest')).toContain('newest');
    expect(labelFault('2nd')).toContain('begins with a letter');
  });
});

describe('what changed', () => {
  it('long runs of lines that stayed are folded, but not next to a change', () => {
    const lines: DiffLine[] = [...same(10), { change: 'ADDED', text: 'x' }, ...same(5)];
    expect(folded(lines).map((line) => line.change)).toEqual([
      'FOLDED',
      'SAME',
      'SAME',
      'SAME',
      'ADDED',
      'SAME',
      'SAME',
      'SAME',
      'FOLDED',
    ]);
    expect(folded(lines)[0]).toEqual({ change: 'FOLDED', lines: 7 });
    expect(folded(lines).at(-1)).toEqual({ change: 'FOLDED', lines: 2 });
  });
  it('a version is shown as the conversation that it becomes', () => {
    const content = {
      system: 's',
      template: 't',
      examples: [
        { user: 'u', assistant: 'a' },
        { label: 'good', variables: { text: 'x' } },
      ],
      settings: {},
    };
    const version = {
      version: 1,
      note: '',
      author: '',
      at: '',
      labels: [],
      variables: [],
      content,
    };
    expect(turnsOf(version).map(({ role }) => role)).toEqual([
      'system',
      'user',
      'assistant',
      'user',
      'assistant',
      'user',
    ]);
  });
});

const cell = (position: number, prompt: string, state: 'PASSED' | 'FAILED', repeat = 1) => ({
  position,
  prompt,
  provider: 'm',
  repeat,
  state,
  score: 0,
  reason: state === 'FAILED' ? 'no' : '',
});

describe('the matrix', () => {
  const one: RunCase = {
    number: 1,
    title: 't',
    cells: [cell(0, 'a', 'PASSED'), cell(1, 'a', 'FAILED', 2), cell(2, 'b', 'PASSED')],
  };
  it('repeats are one cell, which leads to the first that failed', () => {
    const outcome = outcomeOf(one, { prompt: 'a', provider: 'm' });
    expect(outcome).toMatchObject({ state: 'FAILED', passed: 1, repeats: 2, position: 1 });
    expect(outcome && cellText(outcome)).toBe('1/2');
  });
  it('a prompt that was not asked has no cell', () => {
    expect(outcomeOf(one, { prompt: 'c', provider: 'm' })).toBeUndefined();
  });
  it('cases are asked for page by page until none is left', async () => {
    const asked: number[] = [];
    const library = {
      cases: (_id: string, _failed: boolean, after: number) => {
        asked.push(after);
        return Promise.resolve(after < 4 ? [{ ...one, number: after + 2 }] : []);
      },
    } as unknown as PromptLibrary;
    expect((await allCases(library, 'r', false)).map(({ number }) => number)).toEqual([2, 4]);
    expect(asked).toEqual([0, 2, 4]);
  });
});

describe('a comparison', () => {
  const made = (mean: number, low: number, high: number): Comparison => ({
    cases: 20,
    before: 0.5,
    after: 0.5 + mean,
    difference: { mean, low, high },
    clear: low > 0 || high < 0,
    better: [],
    worse: [],
    mcNemar: 1,
  });
  it('says what is better only where the interval does', () => {
    expect(verdictOf(made(0.4, 0.2, 0.6))).toBe(
      'The second is better: +40.0 points over 20 cases (95 % interval +20.0 to +60.0).',
    );
    expect(verdictOf(made(-0.4, -0.6, -0.2))).toContain('The second is worse: −40.0 points');
    expect(verdictOf(made(0.1, -0.1, 0.3))).toContain('No clear difference');
    expect(points(0)).toBe('0.0');
  });
  it('offers the run’s own prompts first, then those of runs of the same suite', () => {
    const summary = { passed: 0, failed: 0, unchecked: 0, skipped: 0, errors: 0 };
    const run = (id: string, suite: string) => ({
      id,
      suite,
      note: '',
      at: '2026-11-28T10:00:00Z',
      prompts: [],
      cases: 1,
      rows: 1,
      stored: 1,
      summaries: [{ prompt: 'a', provider: 'm', ...summary }],
    });
    const here = run('r1', 's');
    const sides = sidesOf(here, [run('r2', 's'), here, run('r3', 'other')]);
    expect(sides.map(({ side }) => side.runId)).toEqual(['r1', 'r2']);
    expect(sides[0]?.name).toBe('a');
    expect(sides[1]?.name).toContain('run of');
  });
});

it('addresses lead to prompts, differences and runs', () => {
  expect(promptPlaceOf('#/prompts')).toEqual({ kind: 'list' });
  expect(promptPlaceOf('#/prompts/greet/2..3')).toEqual({
    kind: 'prompt',
    name: 'greet',
    from: 2,
    to: 3,
  });
  expect(promptPlaceOf('#/prompt-runs/r-1')).toEqual({ kind: 'run', id: 'r-1' });
  expect(promptPlaceOf('#/prompts/No%20name')).toEqual({ kind: 'lost' });
});
