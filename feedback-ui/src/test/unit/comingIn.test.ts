import { describe, expect, it, vi } from 'vitest';
import { invitationLink, type Entry } from '../../domain/entry';
import { ProblemError } from '../../domain/problem';
import type { FeedbackService } from '../../domain/service';
import type { Session } from '../../domain/session';
import { comeIn } from '../../usecases/comeIn';
import { openSetup } from '../../usecases/firstSetup';

const session = (mustChangePassword: boolean): Session => ({
  id: '1',
  name: 'admin',
  roles: ['administrator'],
  mustChangePassword,
});
const problem = (code: string, status: number) =>
  new ProblemError({ code, status, detail: `${code}.` });

function service(known: Partial<FeedbackService>): FeedbackService {
  return {
    whoAmI: () => Promise.resolve(undefined),
    signIn: () => Promise.reject(problem('wrong-credentials', 401)),
    ...known,
  } as FeedbackService;
}

describe('the link of a fresh platform', () => {
  it('signs the first administrator in, who must choose a password', async () => {
    const signIn = vi.fn(() => Promise.resolve(session(true)));

    expect(await openSetup(service({ signIn }), 's3cret')).toEqual({
      kind: 'password',
      session: session(true),
    });
    expect(signIn).toHaveBeenCalledWith('admin', 's3cret');
  });

  it('is used when its password was replaced', async () => {
    expect(await openSetup(service({}), 's3cret')).toEqual({ kind: 'used' });
  });

  it('disturbs nobody who is signed in', async () => {
    const signIn = vi.fn();
    const whoAmI = () => Promise.resolve(session(false));

    expect((await openSetup(service({ whoAmI, signIn }), 's3cret')).kind).toBe('ready');
    expect(signIn).not.toHaveBeenCalled();
  });

  it('says so when the service cannot be asked', async () => {
    const signIn = () => Promise.reject(problem('offline', 0));

    await expect(openSetup(service({ signIn }), 's3cret')).rejects.toThrow('offline');
  });
});

describe('an invitation', () => {
  const entry = (enter: Entry['enter']): Entry => ({ enter }) as Entry;
  const newcomer = { name: ' ana ', password: 'four plain words' };

  it('has its secret behind the hash', () => {
    expect(invitationLink('http://localhost:8480', 'abc')).toBe('http://localhost:8480/#/join/abc');
  });

  it('makes the account and tells who is in', async () => {
    const enter = vi.fn(() => Promise.resolve());
    const whoAmI = () => Promise.resolve(session(false));

    expect(await comeIn(entry(enter), service({ whoAmI }), 'abc', newcomer)).toEqual(
      session(false),
    );
    expect(enter).toHaveBeenCalledWith('abc', 'ana', 'four plain words');
  });

  it('whose answer was lost opens the account that it made', async () => {
    const signIn = vi.fn(() => Promise.resolve(session(false)));
    const whoAmI = () => Promise.resolve(session(false));
    const used = entry(() => Promise.reject(problem('invitation-used', 410)));

    await comeIn(used, service({ signIn, whoAmI }), 'abc', newcomer);
    expect(signIn).toHaveBeenCalledWith('ana', 'four plain words');
  });

  it('that somebody else used says so, whatever the sign-in says', async () => {
    const used = entry(() => Promise.reject(problem('invitation-used', 410)));

    await expect(comeIn(used, service({}), 'abc', newcomer)).rejects.toThrow('invitation-used');
  });
});
