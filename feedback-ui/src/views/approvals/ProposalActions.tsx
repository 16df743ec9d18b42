import { useState } from 'react';
import { ReasonDialog } from '../../components/ReasonDialog';
import { useLetter } from '../../components/useLetter';
import type { ApprovalDesk } from '../../domain/approvalDesk';
import { approvalFault, mayDecide, type Promotion, type Proposal } from '../../domain/proposals';
import type { Session } from '../../domain/session';
import { proposalSteps, type ProposalStep } from '../../usecases/proposalSteps';

interface ProposalActionsProps {
  readonly desk: ApprovalDesk;
  readonly session: Session;
  readonly proposal: Proposal;
  readonly proposals: readonly Proposal[];
  readonly served: Promotion | undefined;
  readonly onDone: () => void;
}

/** What the person may do with a proposal; what they may not do is said before they try. */
export function ProposalActions(props: ProposalActionsProps) {
  const { desk, session, proposal, served, onDone } = props;
  const [chosen, setChosen] = useState<ProposalStep>();
  const open = proposal.state === 'PROPOSED';
  const fault = open ? approvalFault(session, proposal) : undefined;
  const steps = proposalSteps(desk, session, proposal, props.proposals, served);
  if (steps.length === 0 && fault === undefined) {
    return null;
  }
  return (
    <section className="block" aria-labelledby="decide">
      <h2 id="decide">{open ? 'Decision' : 'What answers'}</h2>
      {fault !== undefined && <p role="note">{fault}</p>}
      {(!open || mayDecide(session)) && (
        <div className="steps">
          {steps.map((step) => (
            <StepButton key={step.name} step={step} onChoose={setChosen} />
          ))}
        </div>
      )}
      {chosen && (
        <ReasonDialog
          title={chosen.title}
          consequence={chosen.consequence}
          button={chosen.name}
          perform={async (reason) => {
            await chosen.perform(reason);
            setChosen(undefined);
            onDone();
          }}
          onClose={() => {
            setChosen(undefined);
          }}
        />
      )}
    </section>
  );
}

interface StepButtonProps {
  readonly step: ProposalStep;
  readonly onChoose: (step: ProposalStep) => void;
}

function StepButton({ step, onChoose }: StepButtonProps) {
  const { name, letter, allowed } = step;
  const choose = (): void => {
    if (allowed) {
      onChoose(step);
    }
  };
  useLetter(letter, choose);
  return (
    <button
      type="button"
      className={step.first ? 'button primary' : 'button'}
      aria-keyshortcuts={letter.toUpperCase()}
      disabled={!allowed}
      onClick={choose}
    >
      {name} <kbd aria-hidden="true">{letter.toUpperCase()}</kbd>
    </button>
  );
}
