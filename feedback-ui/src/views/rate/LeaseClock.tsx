import { useNow } from '../../components/useNow';
import { clockText, EXPIRY_WARNING_SECONDS, secondsLeft } from '../../domain/assignment';
import { useTexts } from './texts';

/** How long the item is reserved; it becomes plain only when the end is near. */
export function LeaseClock({ expiresAt }: { readonly expiresAt: number }) {
  const texts = useTexts();
  const now = useNow(true);
  const seconds = secondsLeft(expiresAt, now);
  const warn = seconds <= EXPIRY_WARNING_SECONDS;
  return (
    <p className={warn ? 'lease lease-ending' : 'lease'}>
      <span role="timer">{texts('reserved', { time: clockText(seconds) })}</span>
      {warn && <span role="status">{texts('thenBack')}</span>}
    </p>
  );
}
