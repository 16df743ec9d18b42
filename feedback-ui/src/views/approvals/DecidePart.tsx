import { useEffect, useRef, useState } from 'react';
import { hindrance, peopleBehind, type OpenProposal } from '../../domain/promotionApproval';
import { useTexts } from '../gates/texts';
import { useSession } from '../session';
import { DecisionForm } from './DecisionForm';

interface DecidePartProps {
  readonly shown: OpenProposal;
  /** The evidence is not the one that the person has looked at. */
  readonly changed: boolean;
  readonly onLooked: () => void;
}

/** The decision, or why there is none for this person to make. */
export function DecidePart({ shown, changed, onLooked }: DecidePartProps) {
  const t = useTexts();
  const session = useSession();
  const [done, setDone] = useState(false);
  const said = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (done) {
      said.current?.focus();
    }
  }, [done]);
  const { proposal, wanted } = shown;
  const hindered = hindrance(session, shown);
  if (hindered === 'over' && !done) {
    return null;
  }
  return (
    <section className="block" aria-labelledby="decide">
      <h2 id="decide">{t('decision')}</h2>
      {hindered !== undefined && hindered !== 'over' && !done && (
        <p role="note">{t(`hindrance-${hindered}`)}</p>
      )}
      {done && (
        <p ref={said} className="notice outcome-said" role="status" tabIndex={-1}>
          {proposal.state === 'OPEN'
            ? t('moreWanted', { count: Math.max(0, (wanted ?? 0) - peopleBehind(proposal)) })
            : t(`done-${proposal.state}`, {
                channel: proposal.channel,
                checkpoint: proposal.checkpointId,
              })}
        </p>
      )}
      {(hindered === undefined || (hindered === 'noEvidence' && changed)) && (
        <DecisionForm
          shown={shown}
          changed={changed}
          onLooked={onLooked}
          onDone={() => {
            setDone(true);
          }}
        />
      )}
    </section>
  );
}
