import { percent } from '../domain/promptRuns';
import { figuresOf, isOwn, type Figure, type Proposal } from '../domain/proposals';
import type { Session } from '../domain/session';
import { StateChip } from './StateChip';
import { Time } from './Time';

interface ProposalListProps {
  readonly proposals: readonly Proposal[];
  /** Checkpoints that answer people now. */
  readonly serving: ReadonlySet<string>;
  readonly session: Session;
  readonly href: (id: string) => string;
}

/** Proposals with what is decided and the first of their figures. */
export function ProposalList({ proposals, serving, session, href }: ProposalListProps) {
  return (
    <ul className="projects">
      {proposals.map((proposal) => {
        const figures = figuresOf(proposal.task.evaluation);
        const worse = figures.filter(({ regressed }) => regressed).length;
        return (
          <li key={proposal.proposalId}>
            <a className="project" href={href(proposal.proposalId)}>
              <strong>{proposal.name}</strong>
              <span className="chips">
                <Time at={proposal.proposedAt} />
                {figures.slice(0, 1).map((figure) => ` · ${told(figure)}`)}
              </span>
              <span className="chips">
                <StateChip proposal={proposal} serving={serving} />
                {isOwn(session, proposal) && <span className="chip">yours</span>}
                {worse > 0 && (
                  <span className="chip chip-bad">
                    {worse} {worse === 1 ? 'regression' : 'regressions'}
                  </span>
                )}
              </span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}

const told = ({ metric, before, now }: Figure): string =>
  before === undefined
    ? `${metric} ${percent(now.mean)}`
    : `${metric} ${percent(before.mean)} → ${percent(now.mean)}`;
