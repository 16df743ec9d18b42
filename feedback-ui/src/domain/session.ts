export interface Session {
  /** Stands for the person in what the services keep of who did what. */
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly mustChangePassword: boolean;
  /** The provider with which the person signs in; absent for an account of this service. */
  readonly provider?: string | null;
}

/** Somebody who looks at the page: beside what they may do everywhere, whether a project is theirs to manage. */
export interface Visitor extends Session {
  readonly manages: boolean;
}

export const isAdministrator = (session: Session): boolean =>
  session.roles.includes('administrator');
/** How others are told of: the services keep no names. */
export const shortId = (id: string): string => id.slice(0, 8);

export const mayRate = (session: Session): boolean => session.roles.includes('annotator');

export const mayCreateProjects = (session: Session): boolean =>
  session.roles.includes('administrator') || session.roles.includes('engineer');

/** A project's data, and the tokens of programs, are its managers' business, whatever else they are. */
export const mayManage = (visitor: Visitor): boolean =>
  visitor.manages || mayCreateProjects(visitor);

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
