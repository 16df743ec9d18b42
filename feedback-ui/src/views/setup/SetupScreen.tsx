import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { Redirect, useLocation } from 'wouter';
import { Alert } from '../../components/Alert';
import { Card } from '../../components/Card';
import type { Session } from '../../domain/session';
import { replaceOneTimePassword } from '../../usecases/account';
import { openSetup } from '../../usecases/firstSetup';
import { useServices } from '../services';
import { useSessionControls } from '../session';
import { LanguageChoice } from '../shell/AccountMenu';
import { useSecret } from '../useSecret';
import { PasswordForm } from './PasswordForm';
import { useTexts } from './texts';

/** Where the link of a fresh platform leads: in, and to a password of one's own. */
export default function SetupScreen() {
  const t = useTexts();
  const { feedback } = useServices();
  const { session } = useSessionControls();
  const secret = useSecret('/setup');
  const setup = useQuery({
    queryKey: ['setup', secret !== undefined],
    queryFn: () => openSetup(feedback, secret ?? ''),
    enabled: secret !== undefined,
    staleTime: Infinity,
    gcTime: 0,
  });
  if (session) {
    return <Redirect to="/begin" replace />;
  }
  if (secret === undefined) {
    return <Redirect to="/" replace />;
  }
  if (setup.error) {
    return (
      <Card title={t('welcome')}>
        <Alert problem={setup.error} retry={() => void setup.refetch()} />
      </Card>
    );
  }
  switch (setup.data?.kind) {
    case undefined:
    case 'ready':
      return <main className="card-page" aria-busy="true" />;
    case 'used':
      return (
        <Card title={t('usedTitle')} lead={t('used')}>
          <a className="button primary wide" href="#/projects">
            {t('signIn')}
          </a>
          <p className="hint">{t('forgotten')}</p>
        </Card>
      );
    case 'password':
      return <Password current={secret} session={setup.data.session} />;
  }
}

function Password({ current, session }: { readonly current: string; readonly session: Session }) {
  const t = useTexts();
  const { feedback } = useServices();
  const { enter } = useSessionControls();
  const [, navigate] = useLocation();
  const choose = useCallback(
    async (next: string) => {
      const changed = await replaceOneTimePassword(feedback, session, { current, next });
      enter(changed);
      navigate('/begin', { replace: true });
    },
    [feedback, session, current, enter, navigate],
  );
  return (
    <Card title={t('welcome')} lead={t('passwordLead', { name: session.name })}>
      <PasswordForm name={session.name} button={t('goOn')} choose={choose} />
      <LanguageChoice />
    </Card>
  );
}
