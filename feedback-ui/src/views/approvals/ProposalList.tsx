import { Time } from '../../components/Time';
import { figuresOf, isOwn, type Figure, type Proposal } from '../../domain/proposals';
import { useFormats } from '../../i18n/useFormats';
import { useSession } from '../session';
import { proposalHref } from './approvalAddress';
import { StateChip } from './StateChip';
import { useTexts } from './texts';

interface ProposalListProps {
  readonly proposals: readonly Proposal[];
  /** Checkpoints that answer people now. */
  readonly serving: ReadonlySet<string>;
}

/** Proposals with what is decided and the first of their figures. */
export function ProposalList({ proposals, serving }: ProposalListProps) {
  const t = useTexts();
  const session = useSession();
  return (
    <ul className="projects">
      {proposals.map((proposal) => {
        const figures = figuresOf(proposal.task.evaluation);
        const worse = figures.filter(({ regressed }) => regressed).length;
        return (
          <li key={proposal.proposalId}>
            <a className="project" href={proposalHref(proposal.proposalId)}>
              <strong>{proposal.name}</strong>
              <span className="chips">
                <Time at={proposal.proposedAt} />
                {figures.slice(0, 1).map((figure) => (
                  <Told key={figure.metric} figure={figure} />
                ))}
              </span>
              <span className="chips">
                <StateChip proposal={proposal} serving={serving} />
                {isOwn(session, proposal) && <span className="chip">{t('yours')}</span>}
                {worse > 0 && (
                  <span className="chip chip-bad">{t('regressions', { count: worse })}</span>
                )}
              </span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}

/** A figure before and now; it reads from left to right in every language. */
function Told({ figure: { metric, before, now } }: { readonly figure: Figure }) {
  const { percent } = useFormats();
  return (
    <>
      {' · '}
      <bdi dir="ltr">
        {metric} {before && `${percent(before.mean)} → `}
        {percent(now.mean)}
      </bdi>
    </>
  );
}
