import type { FeedbackService } from '../domain/service';
import type { Session } from '../domain/session';

/** Signs in; the session itself lives in a cookie that no script can read. */
export function signIn(service: FeedbackService, name: string, password: string): Promise<Session> {
  return service.signIn(name.trim(), password);
}

/** Replaces the one-time password and signs in with the new one, so that the session knows of the change. */
export async function replaceOneTimePassword(
  service: FeedbackService,
  session: Session,
  passwords: { readonly current: string; readonly next: string },
): Promise<Session> {
  await service.changePassword(passwords.current, passwords.next);
  return service.signIn(session.name, passwords.next);
}
