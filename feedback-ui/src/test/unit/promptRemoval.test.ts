import { expect, it } from 'vitest';
import { deletionFault, type Prompt } from '../../domain/prompts';

const prompt = (...labels: string[]): Prompt => ({
  name: 'greet',
  latest: 3,
  labels: labels.map((label) => ({ label, version: 2, by: 'ana', at: '2026-11-28T12:00:00Z' })),
  changedAt: '2026-11-28T12:00:00Z',
});

it('a prompt that answers people is not deleted, and it is said why', () => {
  expect(deletionFault(prompt('staging', 'production'))).toBe(
    'Version 2 answers people: “production” leads to it. Take that label away first.',
  );
  expect(deletionFault(prompt('staging'))).toBeUndefined();
});
