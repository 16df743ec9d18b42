export interface Session {
  /** Stands for the person in what the services keep of who did what. */
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly mustChangePassword: boolean;
}

export const mayRate = (session: Session): boolean => session.roles.includes('annotator');

export const mayCreateProjects = (session: Session): boolean =>
  session.roles.includes('administrator') || session.roles.includes('engineer');

export const SHORTEST_PASSWORD = 12;

/** What is wrong with a new password before it is sent, as a sentence; undefined when nothing is. */
export function passwordFault(current: string, next: string, again: string): string | undefined {
  if (next.length < SHORTEST_PASSWORD) {
    return `Choose at least ${String(SHORTEST_PASSWORD)} characters; a few words in a row are easy to remember.`;
  }
  if (next === current) {
    return 'Choose a password that differs from the one-time password.';
  }
  return next === again ? undefined : 'The two new passwords differ. Type the same one twice.';
}
