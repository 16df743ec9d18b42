import { Alert } from '../../components/Alert';
import { Conversation } from '../../components/Conversation';
import { Dialog } from '../../components/Dialog';
import type { RunRow } from '../../domain/promptRuns';
import { useFormats } from '../../i18n/useFormats';
import { useRow } from './queries';
import { useTexts } from './texts';

interface RowDialogProps {
  readonly runId: string;
  readonly position: number;
  readonly onClose: () => void;
}

/** One prompt with one case: the prompt as it was put, the answer, and what each check said. */
export function RowDialog({ runId, position, onClose }: RowDialogProps) {
  const t = useTexts();
  const { data, error, refetch } = useRow(runId, position);
  return (
    <Dialog
      title={data ? t('rowTitle', { ...data }) : t('case')}
      className="dialog-broad"
      forReading
      onClose={onClose}
    >
      <Alert problem={error} retry={() => void refetch()} />
      {data && <Row row={data} />}
    </Dialog>
  );
}

function Row({ row }: { readonly row: RunRow }) {
  const t = useTexts();
  const { number } = useFormats();
  const milliseconds = number(row.millis, {
    style: 'unit',
    unit: 'millisecond',
    maximumFractionDigits: 0,
  });
  return (
    <>
      <p className="hint">
        <bdi>{row.provider}</bdi>
        {row.repeat > 1 && ` · ${t('repeat', { count: row.repeat })}`} · {milliseconds}
      </p>
      <h3>{t('prompt')}</h3>
      <Conversation messages={row.conversation} />
      <h3>{t('answer')}</h3>
      {row.error !== '' ? (
        <p className="alert">{row.error}</p>
      ) : (
        <div className="text answer-text">{row.output === '' ? t('emptyAnswer') : row.output}</div>
      )}
      <h3>{t('checks')}</h3>
      <Checks checks={row.checks} />
    </>
  );
}

function Checks({ checks }: Pick<RunRow, 'checks'>) {
  const t = useTexts();
  if (checks.length === 0) {
    return <p>{t('noChecks')}</p>;
  }
  return (
    <ul className="checks">
      {checks.map(({ check, passed, skipped, reason }, index) => (
        <li key={index} className={passed ? 'check-passed' : 'check-failed'}>
          <span aria-hidden="true">{skipped ? '–' : passed ? '✓' : '✗'}</span>
          <span>
            <strong>{check}</strong>{' '}
            {t('checkState', { state: skipped ? 'skipped' : passed ? 'passed' : 'failed' })}
            {reason !== '' && (
              <>
                : <bdi>{reason}</bdi>
              </>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
