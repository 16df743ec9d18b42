import { toProblem, sessionEnded } from '../domain/problem';
import type { FeedbackService } from '../domain/service';
import type { Session } from '../domain/session';

/** The account that a fresh platform has. */
export const FIRST_ADMINISTRATOR = 'admin';

/** What a link of `up` opens. */
export type Setup =
  /** Somebody is signed in: the setup goes on. */
  | { readonly kind: 'ready'; readonly session: Session }
  /** The first administrator is signed in and must choose a password. */
  | { readonly kind: 'password'; readonly session: Session }
  /** The password was chosen before: the link has served. */
  | { readonly kind: 'used' };

/**
 * Signs the first administrator in by the one-time password of the link, unless somebody is signed in already.
 *
 * @throws ProblemError when the service cannot be asked
 */
export async function openSetup(service: FeedbackService, secret: string): Promise<Setup> {
  const here = await service.whoAmI();
  if (here && !here.mustChangePassword) {
    return { kind: 'ready', session: here };
  }
  try {
    const session = await service.signIn(FIRST_ADMINISTRATOR, secret);
    return session.mustChangePassword ? { kind: 'password', session } : { kind: 'ready', session };
  } catch (thrown) {
    if (sessionEnded(toProblem(thrown))) {
      return { kind: 'used' };
    }
    throw thrown;
  }
}
