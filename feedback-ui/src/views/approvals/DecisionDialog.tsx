import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Alert } from '../../components/Alert';
import { Dialog } from '../../components/Dialog';
import { toProblem } from '../../domain/problem';
import { peopleBehind, type Decision, type OpenProposal } from '../../domain/promotionApproval';
import { useTexts } from '../gates/texts';
import { useServices } from '../services';
import { useAskOnce } from '../useAskOnce';
import { PROMOTIONS } from './queries';

const CHANGED_MEANWHILE = 412;

interface DecisionDialogProps {
  readonly shown: OpenProposal;
  readonly decision: Decision;
  /** Of the evidence that the person has looked at. */
  readonly sha256: string;
  readonly reason: string;
  /** Other evidence has come while the dialog is open. */
  readonly changed: boolean;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Says what follows, and decides once, however often it is sent. */
export function DecisionDialog(props: DecisionDialogProps) {
  const { shown, decision, sha256, reason, changed, onClose, onDone } = props;
  const t = useTexts();
  const { gates } = useServices();
  const cache = useQueryClient();
  const { proposalId, channel, checkpointId } = shown.proposal;
  const decided = useAskOnce<OpenProposal>('promotion', (after) => {
    cache.setQueryData([...PROMOTIONS, 'one', proposalId], after);
    void cache.invalidateQueries({ queryKey: PROMOTIONS });
    onDone();
    onClose();
  });
  const problem = decided.error === null ? undefined : toProblem(decided.error);
  const refused = problem?.status === CHANGED_MEANWHILE;
  useEffect(() => {
    if (refused) {
      void cache.invalidateQueries({ queryKey: PROMOTIONS });
    }
  }, [refused, cache]);
  useEffect(() => {
    if (changed) {
      onClose();
    }
  }, [changed, onClose]);
  const more = (shown.wanted ?? 0) - peopleBehind(shown.proposal) - 1;
  const approving = decision === 'approval';
  return (
    <Dialog title={t(approving ? 'approveTitle' : 'rejectTitle')} onClose={onClose}>
      <div className="panel">
        <p>
          {approving
            ? t(more > 0 ? 'approveMore' : 'approveLast', {
                channel,
                checkpoint: checkpointId,
                served: shown.evidence?.servedCheckpointId ?? '',
                count: more,
              })
            : t('rejectConsequence', { channel, checkpoint: checkpointId })}
        </p>
        <blockquote>
          <bdi>{reason}</bdi>
        </blockquote>
        <Alert problem={problem} />
        <div className="actions">
          <button
            type="button"
            className="button primary"
            disabled={decided.isPending || refused}
            onClick={() => {
              decided.mutate({
                asked: `${proposalId} ${decision} ${sha256} ${reason}`,
                send: (key) => gates.decide(proposalId, decision, sha256, reason, key),
              });
            }}
          >
            {t(approving ? 'approve' : 'reject')}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
