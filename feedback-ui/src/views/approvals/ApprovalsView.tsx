import { useCallback } from 'react';
import { Alert } from '../../components/Alert';
import { Command } from '../../components/Command';
import { ProposalList } from '../../components/ProposalList';
import { useLoaded } from '../../components/useLoaded';
import type { ApprovalDesk } from '../../domain/approvalDesk';
import type { Problem } from '../../domain/problem';
import type { Session } from '../../domain/session';
import { proposalHref } from './approvalAddress';

interface ApprovalsViewProps {
  readonly desk: ApprovalDesk;
  readonly session: Session;
  readonly onProblem: (problem: Problem) => void;
}

/** What waits for a decision, and what was decided. */
export function ApprovalsView({ desk, session, onProblem }: ApprovalsViewProps) {
  const { value, problem, reload } = useLoaded(
    useCallback(async () => {
      const [proposals, served] = await Promise.all([desk.proposals(), desk.served()]);
      const serving = new Set(served.map(({ checkpointId }) => checkpointId));
      return {
        serving,
        open: proposals.filter(({ state }) => state === 'PROPOSED'),
        decided: proposals.filter(({ state }) => state !== 'PROPOSED'),
      };
    }, [desk]),
    onProblem,
  );
  const lists = { session, href: proposalHref };
  return (
    <>
      <h1>Approvals</h1>
      <Alert sentence={problem?.sentence} retry={reload} />
      {value && (
        <>
          {value.open.length === 0 ? (
            <Command line="./attune tasks propose FOLDER --user NAME --password-file FILE">
              Nothing waits for a decision. Whoever has made a task (docs/tasks.md) proposes its
              folder from the command line:
            </Command>
          ) : (
            <ProposalList proposals={value.open} serving={value.serving} {...lists} />
          )}
          {value.decided.length > 0 && (
            <section className="block" aria-labelledby="decided">
              <h2 id="decided">Decided</h2>
              <ProposalList proposals={value.decided} serving={value.serving} {...lists} />
            </section>
          )}
        </>
      )}
    </>
  );
}
