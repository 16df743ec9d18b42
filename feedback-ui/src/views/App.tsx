import { useEffect } from 'react';
import { Alert } from '../components/Alert';
import { Card } from '../components/Card';
import { Place } from './Place';
import { useServices } from './services';
import { SessionContext } from './session';
import { useShellTexts } from './shell/texts';
import { NewPasswordView } from './signin/NewPasswordView';
import { SignInView } from './signin/SignInView';
import { useSessionState, type Standing } from './useSessionState';

/** Decides what a person sees: first by their session, then by the address. */
export function App({ onEnded }: { readonly onEnded: (listener: Standing['ended']) => void }) {
  const { feedback } = useServices();
  const standing = useSessionState(feedback);
  const t = useShellTexts();
  const { screen, enter, ended } = standing;
  useEffect(() => {
    onEnded(ended);
  }, [onEnded, ended]);
  return (
    <SessionContext value={standing}>
      <Place
        session={standing.session}
        otherwise={() => {
          switch (screen.kind) {
            case 'starting':
            case 'signedIn':
              return <main className="card-page" aria-busy="true" />;
            case 'unreachable':
              return (
                <Card title={t('unreachable')}>
                  <Alert problem={screen.problem} retry={standing.begin} />
                </Card>
              );
            case 'signedOut':
              return <SignInView service={feedback} notice={screen.notice} onSignedIn={enter} />;
            case 'oneTimePassword':
              return (
                <NewPasswordView
                  service={feedback}
                  session={screen.session}
                  current={screen.current}
                  onChanged={enter}
                />
              );
          }
        }}
      />
    </SessionContext>
  );
}
