import { expect, it } from 'vitest';
import { servedVersion, type Prompt } from '../../domain/prompts';

const prompt = (...labels: string[]): Prompt => ({
  name: 'greet',
  latest: 3,
  labels: labels.map((label) => ({ label, version: 2, by: 'ana', at: '2026-11-28T12:00:00Z' })),
  changedAt: '2026-11-28T12:00:00Z',
});

it('a prompt that answers people is not deleted, and it is known why', () => {
  expect(servedVersion(prompt('staging', 'production'))).toBe(2);
  expect(servedVersion(prompt('staging'))).toBeUndefined();
});
