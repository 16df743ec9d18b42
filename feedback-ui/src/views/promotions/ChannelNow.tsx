import { useQuery } from '@tanstack/react-query';
import { answers } from '../../domain/checkpoints';
import type { Canary, Channel } from '../../domain/channels';
import { useServices } from '../services';
import { CanaryPart } from './CanaryPart';
import { useTexts } from './texts';
import type { Step } from './useSayings';

interface ChannelNowProps {
  readonly channel: Channel;
  /** Newest first. */
  readonly canaries: readonly Canary[];
  readonly onStep: (step: Step) => void;
}

/** The canary of a channel, and what people do in a hurry. */
export function ChannelNow({ channel, canaries, onStep }: ChannelNowProps) {
  const t = useTexts();
  const { operator } = useServices();
  const all = useQuery({ queryKey: ['checkpoints'], queryFn: () => operator.checkpoints() });
  const [last] = canaries;
  const running = last?.end === undefined ? last : undefined;
  const offered = (all.data ?? [])
    .filter((one) => answers(one) && one.checkpointId !== channel.checkpointId)
    .map(({ checkpointId }) => checkpointId);
  const { channel: name, stopped, previousCheckpointId } = channel;
  return (
    <>
      <section className="block" aria-labelledby="canary">
        <h2 id="canary">{t('canary')}</h2>
        <p className="lead">{t('aboutCanary')}</p>
        {last ? <CanaryPart canary={last} /> : <p className="hint">{t('none')}</p>}
        <div className="run-actions">
          {running ? (
            <>
              <Do
                text={t('changeShare')}
                step={{ kind: 'share', share: running.share }}
                onStep={onStep}
              />
              <Do text={t('end')} step={{ kind: 'end' }} onStep={onStep} />
            </>
          ) : (
            stopped === undefined && (
              <Do text={t('start')} step={{ kind: 'start', offered }} onStep={onStep} />
            )
          )}
        </div>
      </section>
      <section className="block" aria-labelledby="hurry">
        <h2 id="hurry">{t('hurry')}</h2>
        <div className="run-actions">
          {previousCheckpointId !== undefined && (
            <Do
              text={t('rollBack', { checkpoint: previousCheckpointId })}
              step={{ kind: 'back', checkpointId: previousCheckpointId }}
              onStep={onStep}
            />
          )}
          <Do
            text={t(stopped ? 'resume' : 'stop', { channel: name })}
            step={{ kind: stopped ? 'resume' : 'stop' }}
            onStep={onStep}
          />
        </div>
      </section>
    </>
  );
}

interface DoProps {
  readonly text: string;
  readonly step: Step;
  readonly onStep: (step: Step) => void;
}

function Do({ text, step, onStep }: DoProps) {
  return (
    <button
      type="button"
      className="button"
      onClick={() => {
        onStep(step);
      }}
    >
      {text}
    </button>
  );
}
