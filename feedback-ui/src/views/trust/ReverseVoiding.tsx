import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ReasonDialog } from '../../components/ReasonDialog';
import type { Voiding } from '../../domain/review';
import { newIdempotencyKey } from '../../usecases/idempotencyKey';
import { useFormats } from '../../i18n/useFormats';
import { useServices } from '../services';
import { useTexts } from './texts';

interface ReverseVoidingProps {
  readonly project: string;
  readonly voiding: Voiding;
}

/** Lets ratings count again that were taken out; or says who did, and how far it is. */
export function ReverseVoiding({ project, voiding }: ReverseVoidingProps) {
  const t = useTexts();
  const { trust } = useServices();
  const { dateTime } = useFormats();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  const [key] = useState(newIdempotencyKey);
  const { reversal } = voiding;
  if (reversal) {
    return (
      <>
        <p>
          {t('reversed', {
            by: reversal.by,
            at: dateTime(reversal.requestedAt),
            restored: reversal.restored,
            keptOut: reversal.keptOut,
          })}
        </p>
        <p className="hint" dir="auto">
          {reversal.reason}
        </p>
      </>
    );
  }
  if (!voiding.finishedAt) {
    return null;
  }
  return (
    <>
      <button
        type="button"
        className="button"
        aria-label={t('reverseOf', { name: voiding.name })}
        onClick={() => {
          setOpen(true);
        }}
      >
        {t('reverse')}
      </button>
      {open && (
        <ReasonDialog
          title={t('reverseOf', { name: voiding.name })}
          consequence={t('reverseLead')}
          button={t('reverse')}
          perform={async (reason) => {
            await trust.reverse(project, voiding.id, reason, key);
            await queries.invalidateQueries({ queryKey: ['voidings', project] });
            setOpen(false);
          }}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </>
  );
}
