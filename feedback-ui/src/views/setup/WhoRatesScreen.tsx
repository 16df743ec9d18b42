import { useCallback } from 'react';
import { useLocation, useParams } from 'wouter';
import { Alert } from '../../components/Alert';
import { useAction } from '../../components/useAction';
import { mayRate } from '../../domain/session';
import { InviteForm } from '../manage/InviteForm';
import { AnswersReady } from '../rate/AnswersReady';
import { useSession } from '../session';
import { useRateToo } from '../useRateToo';
import { SetupPage } from './SetupPage';
import { useTexts } from './texts';

/** The third step: who rates. */
export default function WhoRatesScreen() {
  const t = useTexts();
  const { id } = useParams<{ id: string }>();
  const session = useSession();
  const rateToo = useRateToo();
  const [, navigate] = useLocation();
  const { run, busy, problem } = useAction(
    useCallback(async () => {
      if (!mayRate(session)) {
        await rateToo();
      }
      navigate(`/rate/${id}`);
    }, [session, rateToo, navigate, id]),
  );
  return (
    <SetupPage step={3} title={t('ratersTitle')} lead={t('ratersLead')}>
      <AnswersReady project={id} />
      <section className="panel" aria-labelledby="alone">
        <h2 id="alone">{t('aloneTitle')}</h2>
        <p className="lead">{t('alone')}</p>
        <Alert problem={problem} />
        <div>
          <button
            type="button"
            className="button primary"
            disabled={busy}
            onClick={() => void run()}
          >
            {t('aloneButton')}
          </button>
        </div>
      </section>
      <section className="panel" aria-labelledby="invite">
        <h2 id="invite">{t('inviteTitle')}</h2>
        <p className="lead">{t('invite')}</p>
        <InviteForm project={id} simple />
      </section>
      <p>
        <a href={`#/manage/${id}`}>{t('toProject')}</a>
      </p>
    </SetupPage>
  );
}
