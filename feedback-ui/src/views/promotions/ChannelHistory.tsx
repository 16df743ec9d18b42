import type { Promotion } from '../../domain/proposals';
import { useFormats } from '../../i18n/useFormats';
import { useOperatorTexts } from '../operate/texts';
import { useWho } from '../operate/useWho';

interface ChannelHistoryProps {
  /** Newest first. */
  readonly history: readonly Promotion[];
  readonly onBack: (checkpointId: string) => void;
}

/** What a channel was made to serve; each that is not served now can be gone back to. */
export function ChannelHistory({ history, onBack }: ChannelHistoryProps) {
  const t = useOperatorTexts();
  const formats = useFormats();
  const who = useWho();
  const now = history[0]?.checkpointId;
  return (
    <ol className="history">
      {history.map(({ checkpointId, at, by, reason }, index) => (
        <li key={`${at}-${checkpointId}`} aria-current={index === 0 ? 'true' : undefined}>
          <div className="history-head">
            <a href={`#/checkpoints/${checkpointId}`}>{checkpointId}</a>
            {index === 0 && <span className="chip chip-production">{t('servedNow')}</span>}
          </div>
          <p className="hint">
            <time dateTime={at}>{formats.dateTime(at)}</time> · {who(by)}
          </p>
          <p>{reason}</p>
          {checkpointId !== now && (
            <button
              type="button"
              className="button"
              onClick={() => {
                onBack(checkpointId);
              }}
            >
              {t('rollBackTitle', { checkpoint: checkpointId })}
            </button>
          )}
        </li>
      ))}
    </ol>
  );
}
