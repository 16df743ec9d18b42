import { useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { Redirect, useLocation } from 'wouter';
import { Alert } from '../../components/Alert';
import { Card } from '../../components/Card';
import type { Offer } from '../../domain/entry';
import { outcomeUnknown, toProblem } from '../../domain/problem';
import type { Session } from '../../domain/session';
import { useServices } from '../services';
import { useSessionControls } from '../session';
import { LanguageChoice } from '../shell/AccountMenu';
import { useSecret } from '../useSecret';
import { JoinAs } from './JoinAs';
import { NewcomerForm } from './NewcomerForm';
import { useTexts } from './texts';

/** Where an invitation leads: to an account of one's own, or into the project with the one that one has. */
export default function JoinScreen() {
  const t = useTexts();
  const { entry } = useServices();
  const secret = useSecret('/join');
  const offer = useQuery({
    queryKey: ['invitation', secret],
    queryFn: () => entry.look(secret ?? ''),
    enabled: secret !== undefined,
    staleTime: Infinity,
    gcTime: 0,
  });
  if (secret === undefined) {
    return <Redirect to="/" replace />;
  }
  if (offer.error) {
    const problem = toProblem(offer.error);
    return (
      <Card title={t('goneTitle')}>
        <Alert
          problem={problem}
          retry={outcomeUnknown(problem) ? () => void offer.refetch() : undefined}
        />
        <a className="button wide" href="#/">
          {t('signIn')}
        </a>
      </Card>
    );
  }
  return offer.data ? (
    <Offered secret={secret} offer={offer.data} />
  ) : (
    <main className="card-page" aria-busy="true" />
  );
}

function Offered({ secret, offer }: { readonly secret: string; readonly offer: Offer }) {
  const t = useTexts();
  const { session, enter } = useSessionControls();
  const [fresh, setFresh] = useState(false);
  const [, navigate] = useLocation();
  const onIn = useCallback(
    (now: Session) => {
      enter(now);
      navigate(goal(offer), { replace: true });
    },
    [enter, navigate, offer],
  );
  const lead = offer.project
    ? t(offer.role === 'MANAGER' ? 'leadManager' : 'leadAnnotator', {
        by: offer.invitedBy,
        project: offer.project,
      })
    : t('leadService', { by: offer.invitedBy });
  return (
    <Card title={t('title')} lead={lead}>
      {session && !fresh ? (
        <JoinAs secret={secret} session={session} onIn={onIn} />
      ) : (
        <NewcomerForm secret={secret} onIn={onIn} />
      )}
      {session && !fresh && (
        <button
          type="button"
          className="link"
          onClick={() => {
            setFresh(true);
          }}
        >
          {t('otherAccount')}
        </button>
      )}
      <LanguageChoice />
    </Card>
  );
}

function goal(offer: Offer): string {
  if (!offer.projectId) {
    return '/projects';
  }
  return offer.role === 'MANAGER' ? `/manage/${offer.projectId}` : `/rate/${offer.projectId}`;
}
