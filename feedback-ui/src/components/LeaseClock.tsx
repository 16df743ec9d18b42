import { clockText, EXPIRY_WARNING_SECONDS, secondsLeft } from '../domain/assignment';
import { useNow } from './useNow';

/** How long the pair is reserved; it becomes plain only when the end is near. */
export function LeaseClock({ expiresAt }: { readonly expiresAt: number }) {
  const now = useNow(true);
  const seconds = secondsLeft(expiresAt, now);
  const warn = seconds <= EXPIRY_WARNING_SECONDS;
  return (
    <p className={warn ? 'lease lease-ending' : 'lease'}>
      <span role="timer">Reserved for you: {clockText(seconds)}</span>
      {warn && <span role="status">then the pair goes back</span>}
    </p>
  );
}
