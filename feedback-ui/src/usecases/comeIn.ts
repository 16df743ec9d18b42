import type { Entry } from '../domain/entry';
import { ProblemError, toProblem } from '../domain/problem';
import type { FeedbackService } from '../domain/service';
import type { Session } from '../domain/session';

export interface Newcomer {
  readonly name: string;
  readonly password: string;
}

/**
 * Makes an account by a link, and gives the session. When an answer was lost the account may be there already: then its name and
 * password open it.
 */
export async function comeIn(
  entry: Entry,
  service: FeedbackService,
  secret: string,
  { name, password }: Newcomer,
): Promise<Session> {
  try {
    await entry.enter(secret, name.trim(), password);
  } catch (thrown) {
    if (toProblem(thrown).code !== 'invitation-used') {
      throw thrown;
    }
    await service.signIn(name.trim(), password).catch(() => {
      throw thrown;
    });
  }
  return whoNow(service);
}

/** Who is signed in after something changed that. */
export async function whoNow(service: FeedbackService): Promise<Session> {
  const session = await service.whoAmI();
  if (!session) {
    throw new ProblemError({ code: 'sign-in-required', status: 401 });
  }
  return session;
}
