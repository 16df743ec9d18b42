import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { Alert } from '../../components/Alert';
import { Dialog } from '../../components/Dialog';
import { Field } from '../../components/Field';
import { useAction } from '../../components/useAction';
import type { Rater } from '../../domain/review';
import { newIdempotencyKey } from '../../usecases/idempotencyKey';
import { useServices } from '../services';
import { useTexts } from './texts';

interface VoidingDialogProps {
  readonly project: string;
  readonly rater: Rater;
  readonly onClose: () => void;
}

const LONGEST = 500;

/** A time as a field for date and time wants it, on this device's clock. */
function localTime(at: string): string {
  const time = new Date(at);
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Takes out what one person rated since a time, after saying how much that is. */
export function VoidingDialog({ project, rater, onClose }: VoidingDialogProps) {
  const t = useTexts();
  const { review } = useServices();
  const queries = useQueryClient();
  const [since, setSince] = useState(() => localTime(rater.first));
  const [reason, setReason] = useState('');
  const [key] = useState(newIdempotencyKey);
  const time = Date.parse(since);
  const from = Number.isNaN(time) ? undefined : new Date(time).toISOString();
  const preview = useQuery({
    queryKey: ['voidingPreview', project, rater.pseudonym, from],
    queryFn: () => review.preview(project, rater.pseudonym, from ?? ''),
    enabled: from !== undefined,
  });
  const { run, busy, problem } = useAction(
    useCallback(async () => {
      await review.voidRatings(
        project,
        { rater: rater.pseudonym, since: from ?? '', reason: reason.trim() },
        key,
      );
      await queries.invalidateQueries({ queryKey: ['voidings', project] });
      onClose();
    }, [review, project, rater, from, reason, key, queries, onClose]),
  );
  return (
    <Dialog title={t('takeOutOf', { name: rater.name })} onClose={onClose}>
      <form
        className="panel"
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <p>{t('takeOutLead')}</p>
        <Field
          label={t('since')}
          type="datetime-local"
          required
          value={since}
          onChange={(event) => {
            setSince(event.target.value);
          }}
        />
        <p role="status" className="rated-decided">
          {preview.data &&
            t('preview', {
              ratings: preview.data.ratings,
              skipped: preview.data.skipped,
              settled: preview.data.settled,
            })}
        </p>
        <Field
          label={t('reason')}
          hint={t('reasonHint')}
          maxLength={LONGEST}
          required
          value={reason}
          onChange={(event) => {
            setReason(event.target.value);
          }}
        />
        <Alert problem={problem ?? preview.error} />
        <div className="actions">
          <button
            className="button primary"
            disabled={busy || reason.trim() === '' || preview.data === undefined}
          >
            {t('takeOut')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
