import { LabelChip } from '../../components/LabelChip';
import { Said } from '../../components/Said';
import { Time } from '../../components/Time';
import { shortId } from '../../domain/session';
import type { LogEntry } from '../../domain/prompts';
import { useTexts } from './texts';

/** Who moved which label, when and why. */
export function LabelLog({ entries }: { readonly entries: readonly LogEntry[] }) {
  const t = useTexts();
  const moves = entries.filter((entry) => entry.label !== undefined);
  if (moves.length === 0) {
    return null;
  }
  return (
    <section className="block" aria-labelledby="log">
      <h2 id="log">{t('labelsMoved')}</h2>
      <ul className="log">
        {moves.map(({ position, at, label = '', by, reason, version, previousVersion }) => (
          <li key={position}>
            <span className="hint">
              <Time at={at} />
            </span>{' '}
            <LabelChip label={label} />{' '}
            {t(keyOf(version, previousVersion), {
              by: shortId(by),
              from: previousVersion ?? '?',
              to: version,
            })}
            <Said words={reason} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function keyOf(version: number | undefined, before: number | undefined) {
  if (version === undefined) {
    return 'logTaken';
  }
  return before === undefined ? 'logSet' : 'logMoved';
}
