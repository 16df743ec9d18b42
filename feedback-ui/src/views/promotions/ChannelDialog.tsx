import { useState } from 'react';
import { Field } from '../../components/Field';
import { shareOf, type Channel } from '../../domain/channels';
import { AskReason } from '../operate/AskReason';
import { Choose } from '../operate/Choose';
import { useServices } from '../services';
import { useTexts } from './texts';
import { useSayings, type Step } from './useSayings';

interface ChannelDialogProps {
  /** As the person saw it. */
  readonly channel: Channel;
  readonly step: Step;
  readonly onDone: () => Promise<unknown>;
  readonly onClose: () => void;
}

/** Says what follows, asks why, and does it; a channel that changed meanwhile stays as it is. */
export function ChannelDialog({ channel, step, onDone, onClose }: ChannelDialogProps) {
  const t = useTexts();
  const { channels } = useServices();
  const [percent, setPercent] = useState(() =>
    step.kind === 'share' ? String(step.share * 100) : '10',
  );
  const [chosen, setChosen] = useState('');
  const share = shareOf(percent);
  const name = channel.channel;
  const asksShare = step.kind === 'start' || step.kind === 'share';

  const perform = async (reason: string): Promise<void> => {
    switch (step.kind) {
      case 'start':
        await channels.start(channel, chosen, share ?? 0, reason);
        break;
      case 'share':
        await channels.share(channel, share ?? 0, reason);
        break;
      case 'end':
        await channels.end(channel, reason);
        break;
      case 'back':
        await channels.rollBack(channel, step.checkpointId, reason);
        break;
      case 'stop':
        await channels.stop(name, reason);
        break;
      case 'resume':
        await channels.resume(name, reason);
        break;
    }
    await onDone();
  };

  const { title, consequence, button } = useSayings(channel, step);
  return (
    <AskReason
      title={title}
      consequence={consequence}
      button={button}
      ready={(!asksShare || share !== undefined) && (step.kind !== 'start' || chosen !== '')}
      perform={perform}
      onClose={onClose}
    >
      {step.kind === 'start' && (
        <Choose
          label={t('checkpoint')}
          value={chosen}
          options={[
            { value: '', text: t('choose') },
            ...step.offered.map((value) => ({ value, text: value })),
          ]}
          onChange={setChosen}
        />
      )}
      {asksShare && (
        <Field
          label={t('sharePercent')}
          hint={t('shareHint')}
          inputMode="decimal"
          autoComplete="off"
          aria-invalid={share === undefined}
          value={percent}
          onChange={(event) => {
            setPercent(event.target.value);
          }}
        />
      )}
    </AskReason>
  );
}
