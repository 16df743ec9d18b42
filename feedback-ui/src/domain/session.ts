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

/** What is wrong with a new password; the page's texts have a sentence for each. */
export type PasswordFault = 'tooShort' | 'same' | 'differ';

/** What is wrong with a new password before it is sent; undefined when nothing is. */
export function passwordFault(
  current: string,
  next: string,
  again: string,
): PasswordFault | undefined {
  if (next.length < SHORTEST_PASSWORD) {
    return 'tooShort';
  }
  if (next === current) {
    return 'same';
  }
  return next === again ? undefined : 'differ';
}
