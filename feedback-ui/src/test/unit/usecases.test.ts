import { expect, it } from 'vitest';
import { PLAIN_FORM } from '../../domain/form';
import { OFFLINE } from '../../domain/problem';
import { replaceOneTimePassword, signIn } from '../../usecases/account';
import { createProject } from '../../usecases/createProject';
import { newIdempotencyKey } from '../../usecases/idempotencyKey';
import { TestingService } from './testingService';

const service = () => new TestingService([], () => 0);
const PROJECT = { name: 'Kitchen', guidelines: '', ratingsPerItem: 1, form: PLAIN_FORM };

it('a name is signed in without the blanks around it', async () => {
  expect((await signIn(service(), ' rater ', 'secret')).name).toBe('rater');
});

it('a replaced one-time password signs in anew', async () => {
  const old = { id: '1', name: 'rater', roles: ['annotator'], mustChangePassword: true };
  const passwords = { current: 'once', next: 'four plain words' };
  const session = await replaceOneTimePassword(service(), old, passwords);
  expect(session.mustChangePassword).toBe(false);
});

it('a project created again after lost prompts is asked for under the same key', async () => {
  const memory = service();
  const keys = { project: 'p', prompts: 'q' };
  memory.failNext('addPrompts', OFFLINE);
  await expect(createProject(memory, PROJECT, 'one\ntwo', keys)).rejects.toThrow(OFFLINE.code);
  const created = await createProject(memory, PROJECT, 'one\ntwo', keys);
  expect(memory.created).toEqual(['p', 'p']);
  expect(created.prompts.added).toBe(2);
});

it('keys are 128 random bits', () => {
  const drawn = Array.from({ length: 100 }, newIdempotencyKey);
  expect(new Set(drawn).size).toBe(100);
  expect(drawn.every((key) => /^[0-9a-f]{32}$/.test(key))).toBe(true);
});
