import { createContext, useContext } from 'react';
import type { Problem } from '../domain/problem';
import type { Session } from '../domain/session';

/** Who is signed in, and what changes that. */
export interface SessionControls {
  readonly session: Session | undefined;
  /** Somebody is signed in from now on, or has other roles. */
  readonly enter: (session: Session) => void;
  /** The service said that the session has ended. */
  readonly ended: (problem: Problem) => void;
  readonly signOut: () => void;
  readonly signingOut: boolean;
  readonly signOutProblem: Problem | undefined;
}

export const SessionContext = createContext<SessionControls | undefined>(undefined);

export function useSessionControls(): SessionControls {
  const controls = useContext(SessionContext);
  if (!controls) {
    throw new Error('There is no session: render inside SessionContext.');
  }
  return controls;
}

/** The session of the person whose screen this is. */
export function useSession(): Session {
  const { session } = useSessionControls();
  if (!session) {
    throw new Error('Nobody is signed in: the area must not be open.');
  }
  return session;
}
