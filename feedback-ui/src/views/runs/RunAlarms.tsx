import { limitsOf } from '../../domain/alarms';
import type { RunDetail } from '../../domain/runs';
import { useFormats } from '../../i18n/useFormats';
import { useOperatorTexts } from '../operate/texts';

/** Why a run ended early, and which of its numbers stand beyond the lines of its alarms. */
export function RunAlarms({ detail }: { readonly detail: RunDetail }) {
  const t = useOperatorTexts();
  const formats = useFormats();
  const { run, series } = detail;
  const crossed = limitsOf(detail).filter((limit) => limit.crossed);
  const short = (value: number): string => formats.number(value, { maximumSignificantDigits: 3 });
  return (
    <>
      {run.failure && (
        <div className="alert" role="alert">
          <p>
            <strong>{t(run.failure.code === 'cancelled' ? 'wasCancelled' : 'failed')}</strong>{' '}
            {run.failure.reason}
          </p>
        </div>
      )}
      {run.stopReason !== undefined && (
        <div className="alert" role="alert">
          <p>
            <strong>{t('stoppedByAlarm')}</strong> {run.stopReason}
          </p>
        </div>
      )}
      {crossed.length > 0 && (
        <ul className="alarms" aria-label={t('alarms')}>
          {crossed.map(({ metric, value, above }) => (
            <li key={metric}>
              {t(above ? 'above' : 'below', {
                metric,
                value: short(series[metric]?.at(-1)?.value ?? 0),
                limit: short(value),
              })}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
