import { Alert } from '../../components/Alert';
import { useAction } from '../../components/useAction';
import { mayRate } from '../../domain/session';
import { useSession } from '../session';
import { useRateToo } from '../useRateToo';
import { useTexts } from './texts';

/** Says to somebody who may not rate how that changes. */
export function RateTooNotice() {
  const t = useTexts();
  const session = useSession();
  const { run, busy, problem } = useAction(useRateToo());
  if (mayRate(session)) {
    return null;
  }
  return session.roles.includes('administrator') ? (
    <div className="notice rate-too">
      <p>{t('rateToo')}</p>
      <button type="button" className="button" disabled={busy} onClick={() => void run()}>
        {t('rateTooButton')}
      </button>
      <Alert problem={problem} />
    </div>
  ) : (
    <p className="lead">{t('noAnnotator')}</p>
  );
}
