import { Time } from '../../components/Time';
import { peopleBehind, type PromotionProposal } from '../../domain/promotionApproval';
import { useTexts } from '../gates/texts';
import { useWho } from '../operate/useWho';
import { useSession } from '../session';
import { proposalHref } from './approvalAddress';
import { PromotionState } from './PromotionState';
import { useWanted } from './queries';

interface PromotionListProps {
  readonly promotions: readonly PromotionProposal[];
}

/** Promotions with who asked, since when, and how many stand behind each. */
export function PromotionList({ promotions }: PromotionListProps) {
  const t = useTexts();
  const who = useWho();
  const { id: me } = useSession();
  const open = promotions
    .filter(({ state }) => state === 'OPEN')
    .map(({ proposalId }) => proposalId);
  const wanted = useWanted(open);
  return (
    <ul className="projects">
      {promotions.map((promotion) => {
        const { proposalId, checkpointId, channel, by, at, state } = promotion;
        const people = wanted[open.indexOf(proposalId)];
        return (
          <li key={proposalId}>
            <a className="project" href={proposalHref(proposalId)}>
              <strong>{t('promotionOf', { checkpoint: checkpointId, channel })}</strong>
              <span className="chips">
                <Time at={at} /> · {t('askedBy', { who: who(by) })}
              </span>
              <span className="chips">
                <PromotionState state={state} />
                {state === 'OPEN' && people !== undefined && (
                  <span className="chip">
                    {t('behind', { behind: peopleBehind(promotion), wanted: people })}
                  </span>
                )}
                {by === me && <span className="chip">{t('yours')}</span>}
              </span>
            </a>
          </li>
        );
      })}
    </ul>
  );
}
