import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useAction } from '../components/useAction';
import { toProblem, type Problem } from '../domain/problem';
import type { FeedbackService } from '../domain/service';
import type { Session } from '../domain/session';
import { forgetDrafts } from '../usecases/drafts';
import { getReadyToSignOut } from '../usecases/leaving';
import type { SessionControls } from './session';

export type Screen =
  | { readonly kind: 'starting' }
  | { readonly kind: 'unreachable'; readonly problem: Problem }
  /** `notice`: why, if there is more to say than that somebody is to sign in. */
  | { readonly kind: 'signedOut'; readonly notice?: Problem | 'signedOut' }
  /** `current` is the one-time password when it was typed a moment ago. */
  | { readonly kind: 'oneTimePassword'; readonly session: Session; readonly current?: string }
  | { readonly kind: 'signedIn'; readonly session: Session };

export interface Standing extends SessionControls {
  readonly screen: Screen;
  readonly enter: (session: Session, password?: string) => void;
  readonly begin: () => void;
}

function screenFor(session: Session | undefined, current?: string): Screen {
  if (!session) {
    return { kind: 'signedOut' };
  }
  return session.mustChangePassword
    ? { kind: 'oneTimePassword', session, ...(current !== undefined && { current }) }
    : { kind: 'signedIn', session };
}

async function firstScreen(service: FeedbackService): Promise<Screen> {
  try {
    return screenFor(await service.whoAmI());
  } catch (thrown) {
    return { kind: 'unreachable', problem: toProblem(thrown) };
  }
}

/** Who is signed in, from the first question to the sign-out. */
export function useSessionState(service: FeedbackService): Standing {
  const [screen, setScreen] = useState<Screen>({ kind: 'starting' });
  const queries = useQueryClient();
  const begin = useCallback(() => void firstScreen(service).then(setScreen), [service]);
  useEffect(begin, [begin]);

  const enter = useCallback((session: Session, password?: string) => {
    setScreen(screenFor(session, password));
  }, []);
  const ended = useCallback((problem: Problem) => {
    setScreen((now) => (now.kind === 'signedIn' ? { kind: 'signedOut', notice: problem } : now));
  }, []);
  const { run, busy, problem } = useAction(
    useCallback(async () => {
      await getReadyToSignOut();
      const atProvider = await service.signOut();
      // Whoever signs in next begins anew and finds nothing of what others saw or wrote.
      window.history.replaceState(null, '', window.location.pathname);
      window.dispatchEvent(new HashChangeEvent('hashchange'));
      forgetDrafts();
      queries.clear();
      if (atProvider !== undefined) {
        window.location.assign(atProvider);
        return;
      }
      setScreen({ kind: 'signedOut', notice: 'signedOut' });
    }, [service, queries]),
  );
  return useMemo(
    () => ({
      screen,
      session: screen.kind === 'signedIn' ? screen.session : undefined,
      begin,
      enter,
      ended,
      signOut: () => void run(),
      signingOut: busy,
      signOutProblem: problem,
    }),
    [screen, begin, enter, ended, run, busy, problem],
  );
}
