import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ReasonDialog } from '../../components/ReasonDialog';
import { useLetter } from '../../components/useLetter';
import { approvalFault, mayDecide, type Promotion, type Proposal } from '../../domain/proposals';
import { proposalSteps, type ProposalStep } from '../../usecases/proposalSteps';
import { useServices } from '../services';
import { useSession } from '../session';
import { PROPOSALS } from './queries';
import { useTexts } from './texts';

interface ProposalActionsProps {
  readonly proposal: Proposal;
  readonly proposals: readonly Proposal[];
  readonly served: Promotion | undefined;
}

/** What the person may do with a proposal; what they may not do is said before they try. */
export function ProposalActions({ proposal, proposals, served }: ProposalActionsProps) {
  const t = useTexts();
  const { approvals } = useServices();
  const session = useSession();
  const cache = useQueryClient();
  const [chosen, setChosen] = useState<ProposalStep>();
  const open = proposal.state === 'PROPOSED';
  const fault = open ? approvalFault(session, proposal) : undefined;
  const steps = proposalSteps(approvals, session, proposal, proposals, served);
  if (steps.length === 0 && fault === undefined) {
    return null;
  }
  return (
    <section className="block" aria-labelledby="decide">
      <h2 id="decide">{t(open ? 'decision' : 'whatAnswers')}</h2>
      {fault !== undefined && <p role="note">{t(fault)}</p>}
      {(!open || mayDecide(session)) && (
        <div className="steps">
          {steps.map((step) => (
            <StepButton key={step.kind} step={step} onChoose={setChosen} />
          ))}
        </div>
      )}
      {chosen && (
        <StepDialog
          step={chosen}
          name={proposal.name}
          onClose={() => {
            setChosen(undefined);
          }}
          onDone={async () => {
            await cache.invalidateQueries({ queryKey: PROPOSALS });
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
  const t = useTexts();
  const { kind, letter, version, allowed, first } = step;
  const choose = (): void => {
    if (allowed) {
      onChoose(step);
    }
  };
  useLetter(letter, choose);
  return (
    <button
      type="button"
      className={first ? 'button primary' : 'button'}
      aria-keyshortcuts={letter.toUpperCase()}
      disabled={!allowed}
      onClick={choose}
    >
      {t(kind, { version })} <kbd aria-hidden="true">{letter.toUpperCase()}</kbd>
    </button>
  );
}

interface StepDialogProps {
  readonly step: ProposalStep;
  readonly name: string;
  readonly onClose: () => void;
  readonly onDone: () => Promise<void>;
}

/** Asks why, and says what will be so. */
function StepDialog({ step, name, onClose, onDone }: StepDialogProps) {
  const t = useTexts();
  const { kind, version, now } = step;
  return (
    <ReasonDialog
      title={t(`${kind}Title`, { name, version })}
      consequence={t(consequenceOf(step), { name, version, now })}
      button={t(kind, { version })}
      perform={async (reason) => {
        await step.perform(reason);
        await onDone();
      }}
      onClose={onClose}
    />
  );
}

function consequenceOf({ kind, now }: ProposalStep) {
  switch (kind) {
    case 'approve':
      return 'approveConsequence';
    case 'reject':
      return 'rejectConsequence';
    case 'serve':
    case 'back':
      return now === undefined ? 'firstServed' : 'nextServed';
  }
}
