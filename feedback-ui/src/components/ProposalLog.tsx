import { versionOf, whose, type Promotion, type Proposal } from '../domain/proposals';
import type { Session } from '../domain/session';
import { Time } from './Time';

interface ProposalLogProps {
  readonly proposal: Proposal;
  /** All of the task, for their versions' numbers. */
  readonly proposals: readonly Proposal[];
  readonly promotions: readonly Promotion[];
  readonly session: Session;
}

interface Entry {
  readonly at: string;
  readonly what: string;
  readonly by: string;
  readonly reason: string;
}

/** Who did what to a proposal, when and why; newest first. */
export function ProposalLog({ proposal, proposals, promotions, session }: ProposalLogProps) {
  const { decision, proposedAt, proposedBy, reason } = proposal;
  const checkpoint = decision?.checkpointId;
  const number = (id: string | undefined): string => String(versionOf(proposals, id) ?? '?');
  const entries: readonly Entry[] = [
    ...promotions
      .filter((one) => [one.checkpointId, one.previousCheckpointId].includes(checkpoint))
      .filter(() => checkpoint !== undefined)
      .map((one) => ({
        ...one,
        what:
          one.previousCheckpointId === undefined
            ? `version ${number(one.checkpointId)} served, the first`
            : `version ${number(one.checkpointId)} served in place of ${number(one.previousCheckpointId)}`,
      })),
    ...(decision
      ? [
          {
            ...decision,
            what:
              decision.version === undefined
                ? 'rejected'
                : `approved as version ${decision.version}`,
          },
        ]
      : []),
    { at: proposedAt, what: 'proposed', by: proposedBy, reason },
  ];
  return (
    <section className="block" aria-labelledby="log">
      <h2 id="log">Who did what</h2>
      <ul className="log">
        {entries.map((entry) => (
          <li key={`${entry.at} ${entry.what}`}>
            <Time at={entry.at} />: <strong>{entry.what}</strong> by {whose(session, entry.by)}
            {entry.reason !== '' && <span className="hint"> — {entry.reason}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
