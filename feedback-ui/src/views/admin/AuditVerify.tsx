import { useCallback, useState } from 'react';
import { Alert } from '../../components/Alert';
import { useAction } from '../../components/useAction';
import type { AuditVerification } from '../../domain/administration';
import { useFormats } from '../../i18n/useFormats';
import { useServices } from '../services';
import { useTexts } from './texts';

/** Computes the chain of hashes anew and says whether the log is as it was written. */
export function AuditVerify() {
  const t = useTexts();
  const { number } = useFormats();
  const { administration } = useServices();
  const [found, setFound] = useState<AuditVerification>();
  const { run, busy, problem } = useAction(
    useCallback(async () => {
      setFound(await administration.verifyAudit());
    }, [administration]),
  );
  return (
    <section className="box">
      <p className="hint">{t('verifyHint')}</p>
      <Alert problem={problem} />
      <div role="status">
        {found &&
          (found.intact ? (
            <>
              <p>{t('intact', { count: number(found.entries) })}</p>
              <code className="secret">{found.lastHash}</code>
            </>
          ) : (
            <p className="chip chip-bad">
              {t('broken', { position: number(found.firstBroken ?? 0) })}
            </p>
          ))}
      </div>
      <div className="actions">
        <button type="button" className="button" disabled={busy} onClick={() => void run()}>
          {busy ? t('verifying') : t('verify')}
        </button>
      </div>
    </section>
  );
}
