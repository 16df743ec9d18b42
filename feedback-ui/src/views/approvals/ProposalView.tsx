import { useCallback } from 'react';
import { Alert } from '../../components/Alert';
import { EvidenceTable } from '../../components/EvidenceTable';
import { ProposalLog } from '../../components/ProposalLog';
import { StateChip } from '../../components/StateChip';
import { TaskParts } from '../../components/TaskParts';
import { useLoaded } from '../../components/useLoaded';
import type { ApprovalDesk } from '../../domain/approvalDesk';
import type { Problem } from '../../domain/problem';
import { channelOf, versionOf, whose } from '../../domain/proposals';
import type { Session } from '../../domain/session';
import { partsOf } from '../../domain/taskParts';
import { ProposalActions } from './ProposalActions';

interface ProposalViewProps {
  readonly desk: ApprovalDesk;
  readonly session: Session;
  readonly id: string;
  readonly onProblem: (problem: Problem) => void;
}

/** A proposal with all that a reviewer judges by, what was decided, and what answers people. */
export function ProposalView({ desk, session, id, onProblem }: ProposalViewProps) {
  const { value, problem, reload } = useLoaded(
    useCallback(async () => {
      const proposal = await desk.proposal(id);
      const [proposals, promotions] = await Promise.all([
        desk.proposals(proposal.name),
        desk.promotions(channelOf(proposal.name)),
      ]);
      return { proposal, proposals, promotions };
    }, [desk, id]),
    onProblem,
  );
  const crumbs = (
    <p className="crumbs">
      <a href="#/approvals">Approvals</a>
    </p>
  );
  if (!value) {
    return (
      <>
        {crumbs}
        <h1>Proposal</h1>
        <Alert sentence={problem?.sentence} retry={reload} />
      </>
    );
  }
  const { proposal, proposals, promotions } = value;
  const served = promotions[0];
  const other = proposals.find(
    ({ decision }) =>
      decision?.checkpointId !== undefined &&
      decision.checkpointId === served?.checkpointId &&
      decision.checkpointId !== proposal.decision?.checkpointId,
  );
  return (
    <>
      {crumbs}
      <h1>{proposal.name}</h1>
      <Alert sentence={problem?.sentence} retry={reload} />
      <p className="chips">
        <StateChip proposal={proposal} serving={new Set(served && [served.checkpointId])} />
        <span>
          proposed by {whose(session, proposal.proposedBy)}
          {proposal.reason !== '' && `: ${proposal.reason}`}
        </span>
      </p>
      <section className="block" aria-labelledby="evidence">
        <h2 id="evidence">Evidence</h2>
        <EvidenceTable evidence={proposal.task.evaluation} />
      </section>
      <section className="block" aria-labelledby="proposed">
        <h2 id="proposed">
          {other
            ? `What changes of version ${String(versionOf(proposals, served?.checkpointId) ?? '?')}, which answers now`
            : 'What is proposed'}
        </h2>
        <TaskParts parts={partsOf(proposal.task, other?.task)} changesOnly={false} />
      </section>
      <ProposalActions
        desk={desk}
        session={session}
        proposal={proposal}
        proposals={proposals}
        served={served}
        onDone={reload}
      />
      <ProposalLog {...value} session={session} />
    </>
  );
}
