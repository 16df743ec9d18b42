import { Alert } from '../../components/Alert';
import { EvidenceTable } from '../../components/EvidenceTable';
import { Said } from '../../components/Said';
import { actorOf, versionOf, type Promotion, type Proposal } from '../../domain/proposals';
import { partsOf } from '../../domain/taskParts';
import { useSession } from '../session';
import { ProposalActions } from './ProposalActions';
import { ProposalLog } from './ProposalLog';
import { useProposal } from './queries';
import { StateChip } from './StateChip';
import { TaskParts } from './TaskParts';
import { useTexts } from './texts';

/** A proposal with all that a reviewer judges by, what was decided, and what answers people. */
export function ProposalView({ id }: { readonly id: string }) {
  const t = useTexts();
  const { data, error, refetch } = useProposal(id);
  return (
    <>
      <p className="crumbs">
        <a href="#/approvals">{t('title')}</a>
      </p>
      <h1>{data?.proposal.name ?? t('proposal')}</h1>
      <Alert problem={error} retry={() => void refetch()} />
      {data && <Shown {...data} />}
    </>
  );
}

interface ShownProps {
  readonly proposal: Proposal;
  readonly proposals: readonly Proposal[];
  readonly promotions: readonly Promotion[];
}

function Shown({ proposal, proposals, promotions }: ShownProps) {
  const t = useTexts();
  const session = useSession();
  const { task, proposedBy, reason } = proposal;
  const served = promotions[0];
  const other = proposals.find(
    ({ decision }) =>
      decision?.checkpointId !== undefined &&
      decision.checkpointId === served?.checkpointId &&
      decision.checkpointId !== proposal.decision?.checkpointId,
  );
  return (
    <>
      <p className="chips">
        <StateChip proposal={proposal} serving={new Set(served && [served.checkpointId])} />
        <span>
          {t('logProposed', { ...actorOf(session, proposedBy) })}
          <Said words={reason} />
        </span>
      </p>
      <section className="block" aria-labelledby="evidence">
        <h2 id="evidence">{t('evidence')}</h2>
        <EvidenceTable evidence={task.evaluation} />
      </section>
      <section className="block" aria-labelledby="proposed">
        <h2 id="proposed">
          {other
            ? t('whatChanges', { version: versionOf(proposals, served?.checkpointId) ?? '?' })
            : t('whatIsProposed')}
        </h2>
        <TaskParts parts={partsOf(task, other?.task)} />
      </section>
      <ProposalActions proposal={proposal} proposals={proposals} served={served} />
      <ProposalLog proposal={proposal} proposals={proposals} promotions={promotions} />
    </>
  );
}
