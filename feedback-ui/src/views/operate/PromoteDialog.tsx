import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Field } from '../../components/Field';
import { useServices } from '../services';
import { AskReason } from './AskReason';
import { useOperatorTexts } from './texts';

interface PromoteDialogProps {
  readonly checkpointId: string;
  /** Given where there is nothing to choose. */
  readonly channel?: string;
  readonly back?: boolean;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Makes a channel serve a checkpoint, or one that it served before. */
export function PromoteDialog(props: PromoteDialogProps) {
  const { checkpointId, back = false, onDone, onClose } = props;
  const t = useOperatorTexts();
  const { approvals } = useServices();
  const queries = useQueryClient();
  const [channel, setChannel] = useState(props.channel ?? 'production');
  const served = useQuery({ queryKey: ['served'], queryFn: () => approvals.served() });
  const now = served.data?.find((one) => one.channel === channel)?.checkpointId;
  return (
    <AskReason
      title={t(back ? 'rollBackTitle' : 'promoteTitle', { checkpoint: checkpointId })}
      consequence={
        now === checkpointId
          ? t('servesAlready', { channel })
          : t('promoteConsequence', { channel, checkpoint: checkpointId, now: now ?? t('nothing') })
      }
      button={t(back ? 'rollBack' : 'promote')}
      ready={now !== checkpointId && channel.trim() !== ''}
      perform={async (reason) => {
        await approvals.serve(channel.trim(), checkpointId, reason);
        await queries.invalidateQueries({ queryKey: ['served'] });
        onDone();
      }}
      onClose={onClose}
    >
      {props.channel === undefined && (
        <Field
          label={t('channel')}
          hint={t('channelHint')}
          pattern="[a-z](-|[a-z0-9])*"
          value={channel}
          onChange={(event) => {
            setChannel(event.target.value);
          }}
        />
      )}
    </AskReason>
  );
}
