import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { EmptyState } from '../../components/EmptyState';
import { useFormats } from '../../i18n/useFormats';
import { Problem } from '../operate/Problem';
import { PromoteDialog } from '../operate/PromoteDialog';
import { useOperatorTexts } from '../operate/texts';
import { useWho } from '../operate/useWho';
import { useServices } from '../services';

/** What a channel was made to serve, newest first; each that is not served now can be gone back to. */
export function ChannelView({ channel }: { readonly channel: string }) {
  const t = useOperatorTexts();
  const formats = useFormats();
  const who = useWho();
  const { approvals } = useServices();
  const [back, setBack] = useState<string>();
  const history = useQuery({
    queryKey: ['promotions', channel],
    queryFn: () => approvals.promotions(channel),
  });
  const now = history.data?.[0]?.checkpointId;
  return (
    <div className="sheet broad">
      <a className="link back" href="#/promotions">
        {t('allChannels')}
      </a>
      <h1>{channel}</h1>
      <Problem error={history.error} retry={history.refetch} />
      {history.data?.length === 0 && (
        <EmptyState title={t('nothingServed')} sentence={t('nothingServedNext')} />
      )}
      <ol className="history">
        {history.data?.map(({ checkpointId, at, by, reason }, index) => (
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
                  setBack(checkpointId);
                }}
              >
                {t('rollBackTitle', { checkpoint: checkpointId })}
              </button>
            )}
          </li>
        ))}
      </ol>
      {back !== undefined && (
        <PromoteDialog
          checkpointId={back}
          channel={channel}
          back
          onDone={() => void history.refetch()}
          onClose={() => {
            setBack(undefined);
          }}
        />
      )}
    </div>
  );
}
