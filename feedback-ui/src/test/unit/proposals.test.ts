import { describe, expect, it } from 'vitest';
import { lineDiff } from '../../domain/lineDiff';
import {
  approvalFault,
  figuresOf,
  versionOf,
  type Proposal,
  type Task,
} from '../../domain/proposals';
import type { Session } from '../../domain/session';
import { partsOf } from '../../domain/taskParts';
import { approvalPlaceOf } from '../../views/approvals/approvalAddress';
import { proposalSteps } from '../../usecases/proposalSteps';
import type { ApprovalDesk } from '../../domain/approvalDesk';

const session = (...roles: string[]): Session => ({
  id: 'ana',
  name: 'Ana',
  roles,
  mustChangePassword: false,
});

const task = (template: string, base = 'base-1'): Task => ({
  name: 'moods',
  base,
  adapters: [],
  inputs: ['text'],
  prompt: {
    system: '',
    template,
    separator: ' ',
    style: 'RAW',
    labels: [{ name: 'good', words: ['good', 'great'] }],
    examples: { given: [] },
    calibration: 'NONE',
  },
  evaluation: {
    data: 'reviews',
    examples: 200,
    metrics: {
      accuracy: { mean: 0.8, low: 0.74, high: 0.85 },
      ece: { mean: 0.2, low: 0.1, high: 0.3 },
    },
    before: { accuracy: { mean: 0.6, low: 0.5, high: 0.7 } },
    regressions: ['ece'],
  },
});

const proposal = (state: Proposal['state'], version?: number, by = 'eva'): Proposal => ({
  proposalId: `proposal-${String(version)}`,
  state,
  name: 'moods',
  task: task('{{ text }}'),
  reason: '',
  proposedBy: by,
  proposedAt: '2026-11-28T12:00:00Z',
  ...(state !== 'PROPOSED' && {
    decision: {
      by: 'ana',
      at: '2026-11-28T13:00:00Z',
      reason: 'read it',
      ...(version !== undefined && { checkpointId: `task-${String(version)}`, version }),
    },
  }),
});

const written: unknown[] = [];
const desk = {
  serve: (...given: unknown[]) => {
    written.push(given);
    return Promise.resolve();
  },
} as unknown as ApprovalDesk;

describe('who may approve', () => {
  it('is told before they try', () => {
    expect(approvalFault(session('reviewer'), proposal('PROPOSED'))).toBeUndefined();
    expect(approvalFault(session('administrator'), proposal('PROPOSED'))).toBeUndefined();
    expect(approvalFault(session('engineer'), proposal('PROPOSED'))).toContain('Reviewers and');
    expect(
      approvalFault(session('reviewer', 'engineer'), proposal('PROPOSED', undefined, 'ana')),
    ).toContain('You proposed this yourself');
  });

  it('of their own a reviewer may reject', () => {
    const steps = proposalSteps(
      desk,
      session('reviewer'),
      proposal('PROPOSED', undefined, 'ana'),
      [],
      undefined,
    );
    expect(steps.map(({ name, allowed }) => [name, allowed])).toEqual([
      ['Approve', false],
      ['Reject', true],
    ]);
  });
});

describe('serving', () => {
  const all = [proposal('APPROVED', 2), proposal('APPROVED', 1)];
  const promoted = (to: string, from?: string) => ({
    channel: 'task-moods',
    checkpointId: to,
    ...(from !== undefined && { previousCheckpointId: from }),
    reason: '',
    by: 'eva',
    at: '2026-11-28T14:00:00Z',
  });
  const steps = (version: number, served?: ReturnType<typeof promoted>, role = 'engineer') =>
    proposalSteps(desk, session(role), proposal('APPROVED', version), all, served);

  it('says what answers now and what will', async () => {
    const [serve] = steps(2, promoted('task-1'));
    expect(serve?.name).toBe('Serve version 2');
    expect(serve?.consequence).toBe(
      'Version 1 answers for “moods” now. Version 2 will, from then on.',
    );
    await serve?.perform('shorter');
    expect(written).toEqual([['task-moods', 'task-2', 'shorter']]);
  });

  it('goes back to what was served before', () => {
    expect(steps(2, promoted('task-2', 'task-1')).map(({ name }) => name)).toEqual([
      'Go back to version 1',
    ]);
    expect(steps(1, promoted('task-1'))).toEqual([]);
  });

  it('is for engineers and administrators, and for what was approved', () => {
    expect(steps(2, undefined, 'reviewer')).toEqual([]);
    expect(proposalSteps(desk, session('engineer'), proposal('REJECTED'), all, undefined)).toEqual(
      [],
    );
  });

  it('knows versions by their checkpoints', () => {
    expect(versionOf(all, 'task-1')).toBe(1);
    expect(versionOf(all, 'task-7')).toBeUndefined();
  });
});

it('figures stand beside those before, and what became worse is flagged', () => {
  expect(figuresOf(task('x').evaluation)).toEqual([
    {
      metric: 'accuracy',
      before: { mean: 0.6, low: 0.5, high: 0.7 },
      now: { mean: 0.8, low: 0.74, high: 0.85 },
      regressed: false,
    },
    { metric: 'ece', before: undefined, now: { mean: 0.2, low: 0.1, high: 0.3 }, regressed: true },
  ]);
});

describe('what changes', () => {
  it.each([
    ['', '', ''],
    ['a', 'a', ' a'],
    ['', 'a\nb', '+a +b'],
    ['a\nb\nc', 'a\nx\nc', ' a -b +x  c'],
    ['a\nb\nc\nd', 'b\nc\ne\nd', '-a  b  c +e  d'],
    ['a\na', 'a', ' a -a'],
  ])('of %j to %j', (before, after, told) => {
    const signs = { SAME: ' ', REMOVED: '-', ADDED: '+' };
    const said = lineDiff(before, after).map(({ change, text }) => signs[change] + text);
    expect(said.join(' ')).toBe(told);
  });

  it('is told part by part', () => {
    const parts = partsOf(task('{{ text }}\nMood:'), task('{{ text }}', 'base-0'));
    expect(parts.filter(({ changed }) => changed).map(({ part }) => part)).toEqual([
      'Model',
      'Template',
    ]);
    expect(parts.map(({ part }) => part)).toEqual(['Model', 'Template', 'Labels', 'Settings']);
  });

  it('of nothing before is the whole', () => {
    expect(partsOf(task('x'), undefined).some(({ changed }) => changed)).toBe(false);
  });
});

it.each([
  ['#/approvals', { kind: 'list' }],
  ['#/approvals/', { kind: 'list' }],
  ['#/approvals/proposal-0123456789abcdef', { kind: 'proposal', id: 'proposal-0123456789abcdef' }],
  ['#/approvals/%E0%A4%A', { kind: 'lost' }],
])('the address %s', (hash, place) => {
  expect(approvalPlaceOf(hash)).toEqual(place);
});
