import type { ProjectRole } from './management';

/** What somebody is invited to. */
export interface Offer {
  readonly projectId?: string | null;
  readonly project?: string | null;
  readonly role?: ProjectRole | null;
  readonly roles: readonly string[];
  readonly invitedBy: string;
  readonly expiresAt: string;
}

/** Coming in by a link. Every method rejects with a `ProblemError` and with nothing else. */
export interface Entry {
  look(secret: string): Promise<Offer>;
  /** Makes the account and signs it in. */
  enter(secret: string, name: string, password: string): Promise<void>;
  /** Uses the link with the account that is signed in. */
  join(secret: string): Promise<void>;
  /** The administrator who is signed in may rate from now on, and stays signed in. */
  rateToo(): Promise<void>;
}

/** The address that an invitation's secret makes. */
export const invitationLink = (origin: string, secret: string): string =>
  `${origin}/#/join/${secret}`;
