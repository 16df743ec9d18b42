import { useCallback } from 'react';
import { useLocation } from 'wouter';
import { sessionEnded, type Problem } from '../../domain/problem';
import { useServices } from '../services';
import { useSession, useSessionControls } from '../session';
import { approvalPlaceOf } from './approvalAddress';
import { ApprovalsView } from './ApprovalsView';
import { ProposalView } from './ProposalView';

/** The area of approvals: which of its screens the address asks for. */
export default function ApprovalScreen() {
  const { approvals } = useServices();
  const session = useSession();
  const { ended } = useSessionControls();
  const [path] = useLocation();
  const place = approvalPlaceOf(`#${path}`) ?? { kind: 'list' };
  const onProblem = useCallback(
    (problem: Problem) => {
      if (sessionEnded(problem)) {
        ended(problem);
      }
    },
    [ended],
  );
  return (
    <div className="sheet broad">
      {place.kind === 'lost' && (
        <p className="notice" role="status">
          This address leads to no proposal. Here are those that there are.
        </p>
      )}
      {place.kind === 'proposal' ? (
        <ProposalView
          key={place.id}
          desk={approvals}
          session={session}
          id={place.id}
          onProblem={onProblem}
        />
      ) : (
        <ApprovalsView desk={approvals} session={session} onProblem={onProblem} />
      )}
    </div>
  );
}
