import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import { Field } from '../../components/Field';
import { toProblem } from '../../domain/problem';
import type { OpenProposal } from '../../domain/promotionApproval';
import { useServices } from '../services';
import { useAskOnce } from '../useAskOnce';
import { AskReason } from './AskReason';
import { useOperatorTexts } from './texts';

const NEEDS_PEOPLE = 'approval-needed';

interface PromoteDialogProps {
  readonly checkpointId: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Makes a channel serve a checkpoint, or asks people to stand behind that. */
export function PromoteDialog(props: PromoteDialogProps) {
  const { checkpointId, onDone, onClose } = props;
  const t = useOperatorTexts();
  const { approvals, gates } = useServices();
  const [, navigate] = useLocation();
  const queries = useQueryClient();
  const [channel, setChannel] = useState('production');
  const served = useQuery({ queryKey: ['served'], queryFn: () => approvals.served() });
  // The project wants people to stand behind it: what was a promotion becomes a request, which the person sends for themselves.
  const [people, setPeople] = useState(false);
  const ask = useAskOnce<OpenProposal>('ask-promotion', ({ proposal }) => {
    navigate(`/approvals/${proposal.proposalId}`);
  });
  const now = served.data?.find((one) => one.channel === channel)?.checkpointId;
  return (
    <AskReason
      title={t('promoteTitle', { checkpoint: checkpointId })}
      consequence={
        now === checkpointId
          ? t('servesAlready', { channel })
          : people
            ? t('askPeople')
            : t('promoteConsequence', {
                channel,
                checkpoint: checkpointId,
                now: now ?? t('nothing'),
              })
      }
      button={t(people ? 'askPeopleButton' : 'promote')}
      ready={now !== checkpointId && channel.trim() !== ''}
      perform={async (reason) => {
        const to = channel.trim();
        if (people) {
          await ask.mutateAsync({
            asked: `${to} ${checkpointId} ${reason}`,
            send: (key) => gates.ask(to, checkpointId, reason, key),
          });
          return;
        }
        await approvals.serve(to, checkpointId, reason).catch((thrown: unknown) => {
          setPeople(toProblem(thrown).code === NEEDS_PEOPLE);
          throw thrown;
        });
        await queries.invalidateQueries({ queryKey: ['served'] });
        onDone();
      }}
      onClose={onClose}
    >
      <Field
        label={t('channel')}
        hint={t('channelHint')}
        pattern="[a-z](-|[a-z0-9])*"
        value={channel}
        onChange={(event) => {
          setChannel(event.target.value);
          setPeople(false);
        }}
      />
    </AskReason>
  );
}
