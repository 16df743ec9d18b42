import { Said } from '../../components/Said';
import { Time } from '../../components/Time';
import type { PromotionProposal } from '../../domain/promotionApproval';
import { useTexts } from '../gates/texts';
import { useWho } from '../operate/useWho';

/** Who decided what so far, when and why. */
export function PromotionLog({ proposal }: { readonly proposal: PromotionProposal }) {
  const t = useTexts();
  const who = useWho();
  const { decisions } = proposal;
  return (
    <section className="block" aria-labelledby="log">
      <h2 id="log">{t('decidedSoFar')}</h2>
      {decisions.length === 0 ? (
        <p className="lead">{t('nobodyDecided')}</p>
      ) : (
        <ul className="log">
          {decisions.map(({ by, approved, reason, at, evidence }) => (
            <li key={`${at} ${by}`}>
              <Time at={at} /> {t(approved ? 'approvedBy' : 'rejectedBy', { who: who(by) })}
              <Said words={reason} />{' '}
              <span className="hint">
                {t('onEvidence')} <code>{evidence.sha256.slice(0, 12)}</code>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
