import { useState } from 'react';
import { Alert } from '../../components/Alert';
import { Said } from '../../components/Said';
import { Time } from '../../components/Time';
import { decidedOn, peopleBehind, type OpenProposal } from '../../domain/promotionApproval';
import { useTexts as useGateTexts } from '../gates/texts';
import { useWho } from '../operate/useWho';
import { DecidePart } from './DecidePart';
import { PromotionEvidencePart } from './PromotionEvidencePart';
import { PromotionLog } from './PromotionLog';
import { PromotionState } from './PromotionState';
import { useEvidence, usePromotion } from './queries';
import { useTexts } from './texts';

/** A promotion on one page: the evidence, what was decided so far, and the decision. */
export function PromotionView({ id }: { readonly id: string }) {
  const t = useTexts();
  const g = useGateTexts();
  const { data, error, refetch, isFetchedAfterMount } = usePromotion(id);
  return (
    <>
      <p className="crumbs">
        <a href="#/approvals">{t('title')}</a>
      </p>
      <h1>
        {data
          ? g('promotionOf', {
              checkpoint: data.proposal.checkpointId,
              channel: data.proposal.channel,
            })
          : g('promotion')}
      </h1>
      <Alert problem={error} retry={() => void refetch()} />
      {/* What was kept from an earlier look is not what the person looks at now. */}
      {data && isFetchedAfterMount && <Shown shown={data} />}
    </>
  );
}

function Shown({ shown }: { readonly shown: OpenProposal }) {
  const t = useGateTexts();
  const { proposal, evidenceSha256 } = shown;
  // What the person has before them: what comes later is shown as changed, and decided on when they say that they have looked.
  const [seen, setSeen] = useState(evidenceSha256);
  const kept = decidedOn(proposal);
  const past = useEvidence(proposal.proposalId, kept);
  const evidence = shown.evidence ?? past.data;
  const changed = proposal.state === 'OPEN' && evidenceSha256 !== seen;
  return (
    <>
      <Head shown={shown} />
      <Alert problem={past.error} retry={() => void past.refetch()} />
      {changed && (
        <div className="alert" role="alert">
          <p>{t(evidenceSha256 === undefined ? 'evidenceGone' : 'evidenceChanged')}</p>
        </div>
      )}
      {kept !== undefined && evidence && <p className="hint">{t('asItWas')}</p>}
      {evidence && (
        <PromotionEvidencePart evidence={evidence} sha256={evidenceSha256 ?? kept ?? ''} />
      )}
      <PromotionLog proposal={proposal} />
      <DecidePart
        shown={shown}
        changed={changed}
        onLooked={() => {
          setSeen(evidenceSha256);
        }}
      />
    </>
  );
}

function Head({ shown: { proposal, wanted } }: { readonly shown: OpenProposal }) {
  const t = useGateTexts();
  const who = useWho();
  const { state, by, at, reason, overBecause } = proposal;
  return (
    <>
      <p className="chips">
        <PromotionState state={state} />
        {wanted !== undefined && (
          <span className="chip">{t('behind', { behind: peopleBehind(proposal), wanted })}</span>
        )}
        <span>
          {t('askedBy', { who: who(by) })} · <Time at={at} />
        </span>
      </p>
      <p className="lead">
        <Said words={reason} />
      </p>
      {overBecause !== undefined && (
        <p role="note">
          {t('overBecause')}{' '}
          <span lang="en" dir="ltr">
            {overBecause}
          </span>
        </p>
      )}
    </>
  );
}
