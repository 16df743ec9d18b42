import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { EmptyState } from '../../components/EmptyState';
import { Said } from '../../components/Said';
import type { Channel } from '../../domain/channels';
import { Problem } from '../operate/Problem';
import { useOperatorTexts } from '../operate/texts';
import { useServices } from '../services';
import { ChannelDialog } from './ChannelDialog';
import { ChannelHistory } from './ChannelHistory';
import { ChannelNow } from './ChannelNow';
import { useTexts } from './texts';
import type { Step } from './useSayings';

const RENEWED_MS = 5_000;

/** What a channel was made to serve, newest first, its canary, and the way back. */
export function ChannelView({ channel }: { readonly channel: string }) {
  const t = useOperatorTexts();
  const { approvals } = useServices();
  const cache = useQueryClient();
  const key = ['promotions', channel];
  const history = useQuery({ queryKey: key, queryFn: () => approvals.promotions(channel) });
  const serves = (history.data?.length ?? 0) > 0;
  const { now, canaries } = useChannel(channel, serves);
  const [step, setStep] = useState<Step>();
  return (
    <div className="sheet broad">
      <a className="link back" href="#/promotions">
        {t('allChannels')}
      </a>
      <h1>{channel}</h1>
      <Problem
        error={history.error ?? now.error ?? canaries.error}
        retry={() => cache.invalidateQueries({ queryKey: key })}
      />
      {history.data?.length === 0 && (
        <EmptyState title={t('nothingServed')} sentence={t('nothingServedNext')} />
      )}
      {now.data && <Stopped channel={now.data} />}
      {now.data && canaries.data && (
        <ChannelNow channel={now.data} canaries={canaries.data} onStep={setStep} />
      )}
      {history.data && serves && (
        <ChannelHistory
          history={history.data}
          onBack={(checkpointId) => {
            setStep({ kind: 'back', checkpointId });
          }}
        />
      )}
      {step && now.data && (
        <ChannelDialog
          channel={now.data}
          step={step}
          onDone={async () => {
            await cache.invalidateQueries({ queryKey: key });
            await cache.invalidateQueries({ queryKey: ['served'] });
          }}
          onClose={() => {
            setStep(undefined);
          }}
        />
      )}
    </div>
  );
}

/** The channel with its version, and its canaries; under the name of its history, so that a change renews all. */
function useChannel(channel: string, serves: boolean) {
  const { channels } = useServices();
  const often = { enabled: serves, refetchInterval: RENEWED_MS };
  const now = useQuery({
    queryKey: ['promotions', channel, 'now'],
    queryFn: () => channels.channel(channel),
    ...often,
  });
  const canaries = useQuery({
    queryKey: ['promotions', channel, 'canaries'],
    queryFn: () => channels.canaries(channel),
    ...often,
  });
  return { now, canaries };
}

function Stopped({ channel: { channel, stopped } }: { readonly channel: Channel }) {
  const t = useTexts();
  if (stopped === undefined) {
    return null;
  }
  return (
    <div className="alert" role="status">
      <p>
        {t('stopped', { channel })} <Said words={stopped.reason} />
      </p>
    </div>
  );
}
