import { useCallback, useEffect, useState } from 'react';
import { Alert } from '../components/Alert';
import { Card } from '../components/Card';
import type { ApprovalDesk } from '../domain/approvalDesk';
import { toProblem, type Problem } from '../domain/problem';
import type { PromptLibrary } from '../domain/promptLibrary';
import type { FeedbackService } from '../domain/service';
import type { Session } from '../domain/session';
import { NewPasswordView } from './NewPasswordView';
import { SignInView } from './SignInView';
import { WorkView } from './WorkView';

type Screen =
  | { readonly kind: 'starting' }
  | { readonly kind: 'unreachable'; readonly problem: Problem }
  | { readonly kind: 'signedOut'; readonly notice?: string }
  /** `current` is the one-time password when it was typed a moment ago. */
  | { readonly kind: 'oneTimePassword'; readonly session: Session; readonly current?: string }
  | { readonly kind: 'signedIn'; readonly session: Session };

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

interface AppProps {
  readonly service: FeedbackService;
  readonly library: PromptLibrary;
  readonly approvals: ApprovalDesk;
}

/** Decides which screen a person sees: that is a matter of their session alone. */
export function App({ service, library, approvals }: AppProps) {
  const [screen, setScreen] = useState<Screen>({ kind: 'starting' });

  useEffect(() => {
    void firstScreen(service).then(setScreen);
  }, [service]);

  const onSessionEnded = useCallback((problem: Problem) => {
    setScreen({ kind: 'signedOut', notice: problem.sentence });
  }, []);

  const onSignedOut = useCallback(() => {
    setScreen({ kind: 'signedOut', notice: 'You are signed out.' });
  }, []);

  switch (screen.kind) {
    case 'starting':
      return <main className="card-page" aria-busy="true" />;
    case 'unreachable':
      return (
        <Card title="Not reachable">
          <Alert
            sentence={screen.problem.sentence}
            retry={() => void firstScreen(service).then(setScreen)}
          />
        </Card>
      );
    case 'signedOut':
      return (
        <SignInView
          service={service}
          notice={screen.notice}
          onSignedIn={(session, password) => {
            setScreen(screenFor(session, password));
          }}
        />
      );
    case 'oneTimePassword':
      return (
        <NewPasswordView
          service={service}
          session={screen.session}
          current={screen.current}
          onChanged={(session) => {
            setScreen(screenFor(session));
          }}
        />
      );
    case 'signedIn':
      return (
        <WorkView
          service={service}
          library={library}
          approvals={approvals}
          session={screen.session}
          onSessionEnded={onSessionEnded}
          onSignedOut={onSignedOut}
        />
      );
  }
}
