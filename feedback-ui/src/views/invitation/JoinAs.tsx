import { useCallback } from 'react';
import { Alert } from '../../components/Alert';
import { useAction } from '../../components/useAction';
import type { Session } from '../../domain/session';
import { whoNow } from '../../usecases/comeIn';
import { useServices } from '../services';
import { useTexts } from './texts';

interface JoinAsProps {
  readonly secret: string;
  readonly session: Session;
  readonly onIn: (session: Session) => void;
}

/** Joins with the account that is signed in. */
export function JoinAs({ secret, session, onIn }: JoinAsProps) {
  const t = useTexts();
  const { entry, feedback } = useServices();
  const { run, busy, problem } = useAction(
    useCallback(async () => {
      await entry.join(secret);
      onIn(await whoNow(feedback));
    }, [entry, feedback, secret, onIn]),
  );
  return (
    <>
      <Alert problem={problem} />
      <button
        type="button"
        className="button primary wide"
        disabled={busy}
        onClick={() => void run()}
      >
        {t('joinAs', { name: session.name })}
      </button>
    </>
  );
}
