import { useCallback } from 'react';
import { Alert } from '../../components/Alert';
import { AreaLinks } from '../../components/AreaLinks';
import { TopBar } from '../../components/TopBar';
import type { ApprovalDesk } from '../../domain/approvalDesk';
import { sessionEnded, type Problem } from '../../domain/problem';
import type { Session } from '../../domain/session';
import type { AccountControls } from '../account';
import type { ApprovalPlace } from './approvalAddress';
import { ApprovalsView } from './ApprovalsView';
import { ProposalView } from './ProposalView';

interface ApprovalScreenProps {
  readonly desk: ApprovalDesk;
  readonly session: Session;
  readonly place: ApprovalPlace;
  readonly account: AccountControls;
  readonly onSessionEnded: (problem: Problem) => void;
}

/** The area of approvals: which of its screens the address asks for. */
export function ApprovalScreen(props: ApprovalScreenProps) {
  const { desk, session, place, account, onSessionEnded } = props;
  const onProblem = useCallback(
    (problem: Problem) => {
      if (sessionEnded(problem)) {
        onSessionEnded(problem);
      }
    },
    [onSessionEnded],
  );
  return (
    <>
      <TopBar {...account}>
        <AreaLinks here="approvals" />
      </TopBar>
      <main className="sheet broad">
        <Alert sentence={account.signOutFailure} />
        {place.kind === 'lost' && (
          <p className="notice" role="status">
            This address leads to no proposal. Here are those that there are.
          </p>
        )}
        {place.kind === 'proposal' ? (
          <ProposalView
            key={place.id}
            desk={desk}
            session={session}
            id={place.id}
            onProblem={onProblem}
          />
        ) : (
          <ApprovalsView desk={desk} session={session} onProblem={onProblem} />
        )}
      </main>
    </>
  );
}
