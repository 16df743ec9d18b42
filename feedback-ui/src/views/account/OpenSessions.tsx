import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { Alert } from '../../components/Alert';
import { useAction } from '../../components/useAction';
import { useNow } from '../../components/useNow';
import { shortDevice, type OpenSession } from '../../domain/access';
import { toProblem } from '../../domain/problem';
import { useFormats } from '../../i18n/useFormats';
import { useServices } from '../services';
import { useTexts } from './texts';

/** Where one is signed in, with a way to end each. */
export function OpenSessions() {
  const t = useTexts();
  const { access } = useServices();
  const sessions = useQuery({ queryKey: ['own-sessions'], queryFn: () => access.sessions() });
  const { refetch } = sessions;
  const { run, busy, problem } = useAction(
    useCallback(
      async (id: string | undefined) => {
        await (id === undefined ? access.endOtherSessions() : access.endSession(id));
        await refetch();
      },
      [access, refetch],
    ),
  );
  const failed = sessions.error ? toProblem(sessions.error) : problem;
  return (
    <section className="box" aria-labelledby="sessions-title">
      <h2 id="sessions-title">{t('sessions')}</h2>
      <Alert problem={failed} />
      <ul className="steps">
        {sessions.data?.map((session) => (
          <li key={session.id} className="sheet-head">
            <SessionLine session={session} />
            {!session.current && (
              <button
                type="button"
                className="button quiet"
                disabled={busy}
                onClick={() => void run(session.id)}
              >
                {t('end')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {(sessions.data?.length ?? 0) > 1 && (
        <div className="actions">
          <button
            type="button"
            className="button"
            disabled={busy}
            onClick={() => void run(undefined)}
          >
            {t('endOthers')}
          </button>
        </div>
      )}
    </section>
  );
}

function SessionLine({ session }: { readonly session: OpenSession }) {
  const t = useTexts();
  const { dateTime, fromNow } = useFormats();
  const now = useNow(false);
  const device = shortDevice(session.device);
  return (
    <div>
      <strong dir="auto">{device === '' ? t('program') : device}</strong>{' '}
      {session.current && <span className="chip">{t('here')}</span>}
      <p className="hint">
        {t('openedAt', { date: dateTime(session.openedAt) })}
        {session.usedAt && ` · ${t('usedAt', { when: fromNow(session.usedAt, now) })}`}
        {session.with !== 'password' && ` · ${session.with}`}
      </p>
    </div>
  );
}
