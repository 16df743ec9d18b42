import type { LogEntry } from '../domain/prompts';
import { Time } from './Time';

/** Who moved which label, when and why. */
export function LabelLog({ entries }: { readonly entries: readonly LogEntry[] }) {
  const moves = entries.filter((entry) => entry.label !== undefined);
  if (moves.length === 0) {
    return null;
  }
  return (
    <section className="block" aria-labelledby="log">
      <h2 id="log">Labels moved</h2>
      <ul className="log">
        {moves.map((move) => (
          <li key={move.position}>
            <Time at={move.at} />: <strong>{move.label}</strong>{' '}
            {move.version === undefined
              ? `was taken from version ${move.previousVersion ?? '?'}`
              : `${move.previousVersion === undefined ? '' : `from ${move.previousVersion} `}to version ${move.version}`}{' '}
            by {move.by.slice(0, 14)}
            {move.reason !== undefined && move.reason !== '' && (
              <span className="hint"> — {move.reason}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
