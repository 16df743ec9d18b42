import { Said } from '../../components/Said';
import { Time } from '../../components/Time';
import { actorOf, versionOf, type Promotion, type Proposal } from '../../domain/proposals';
import { useSession } from '../session';
import { useTexts } from './texts';

interface ProposalLogProps {
  readonly proposal: Proposal;
  /** All of the task, for their versions' numbers. */
  readonly proposals: readonly Proposal[];
  readonly promotions: readonly Promotion[];
}

interface Entry {
  readonly at: string;
  readonly by: string;
  readonly reason: string;
  readonly what: 'logProposed' | 'logApproved' | 'logRejected' | 'logServed' | 'logServedFirst';
  readonly version?: string;
  readonly previous?: string;
}

/** Who did what to a proposal, when and why; newest first. */
export function ProposalLog(props: ProposalLogProps) {
  const t = useTexts();
  const session = useSession();
  return (
    <section className="block" aria-labelledby="log">
      <h2 id="log">{t('whoDidWhat')}</h2>
      <ul className="log">
        {entriesOf(props).map(({ at, by, reason, what, version, previous }) => (
          <li key={`${at} ${what}`}>
            <span className="hint">
              <Time at={at} />
            </span>{' '}
            {t(what, { ...actorOf(session, by), version, previous })}
            <Said words={reason} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function entriesOf({ proposal, proposals, promotions }: ProposalLogProps): readonly Entry[] {
  const { decision, proposedAt, proposedBy, reason } = proposal;
  const checkpoint = decision?.checkpointId;
  const number = (id: string): string => String(versionOf(proposals, id) ?? '?');
  const served = promotions
    .filter((one) => checkpoint !== undefined && concerns(one, checkpoint))
    .map(({ at, by, reason: why, checkpointId, previousCheckpointId }): Entry => {
      const entry = { at, by, reason: why, version: number(checkpointId) };
      return previousCheckpointId === undefined
        ? { ...entry, what: 'logServedFirst' }
        : { ...entry, what: 'logServed', previous: number(previousCheckpointId) };
    });
  const decided = decision ? [decisionEntry(decision)] : [];
  return [
    ...served,
    ...decided,
    { at: proposedAt, by: proposedBy, reason, what: 'logProposed' as const },
  ];
}

const concerns = (promotion: Promotion, checkpoint: string): boolean =>
  promotion.checkpointId === checkpoint || promotion.previousCheckpointId === checkpoint;

function decisionEntry({ at, by, reason, version }: NonNullable<Proposal['decision']>): Entry {
  return version === undefined
    ? { at, by, reason, what: 'logRejected' }
    : { at, by, reason, what: 'logApproved', version: String(version) };
}
