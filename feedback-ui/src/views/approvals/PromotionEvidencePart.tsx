import { useQuery } from '@tanstack/react-query';
import type { Checkpoint } from '../../domain/checkpoints';
import type { PromotionEvidence } from '../../domain/promotionApproval';
import { mayOperate } from '../../domain/runs';
import { useFormats } from '../../i18n/useFormats';
import { GateRows } from '../gates/GateRows';
import { useTexts } from '../gates/texts';
import { Facts } from '../operate/Facts';
import { useOperatorTexts } from '../operate/texts';
import { useServices } from '../services';
import { useSession } from '../session';

interface PromotionEvidencePartProps {
  readonly evidence: PromotionEvidence;
  /** What a decision names. */
  readonly sha256: string;
}

/** What a promotion rests on: the checkpoint beside what is served, and what each gate came to. */
export function PromotionEvidencePart({ evidence, sha256 }: PromotionEvidencePartProps) {
  const t = useTexts();
  const { operator } = useServices();
  const { checkpoint, servedCheckpointId, gates, dryRun, channel, policyVersion } = evidence;
  const served = useQuery({
    queryKey: ['checkpoint', servedCheckpointId],
    queryFn: () => operator.checkpoint(servedCheckpointId),
  });
  return (
    <>
      <section className="block" aria-labelledby="checkpoints">
        <h2 id="checkpoints">{t('whatChanges')}</h2>
        <div className="beside-each-other">
          <div>
            <h3>{t('wouldBeServed', { channel })}</h3>
            <About id={checkpoint.checkpointId} checkpoint={checkpoint} />
          </div>
          <div className="served">
            <h3>{t('servedBeside', { channel })}</h3>
            <About id={servedCheckpointId} checkpoint={served.data} />
          </div>
        </div>
      </section>
      <section className="block" aria-labelledby="gates">
        <h2 id="gates">{t('gatesShown')}</h2>
        <p className="lead">
          {gates.length === 0 ? t('noGateAsked') : t('gatesBeside', { version: policyVersion })}
        </p>
        <GateRows results={gates} dryRun={dryRun} heading="h3" />
        <p className="hint evidence-hash">
          {t('hash')} <code>{sha256}</code>
        </p>
      </section>
    </>
  );
}

interface AboutProps {
  readonly id: string;
  /** Undefined while it is being read. */
  readonly checkpoint: Checkpoint | undefined;
}

function About({ id, checkpoint }: AboutProps) {
  const t = useOperatorTexts();
  const { dateTime } = useFormats();
  const linked = mayOperate(useSession());
  const named = (one: string) => (linked ? <a href={`#/checkpoints/${one}`}>{one}</a> : one);
  const lineage = checkpoint?.lineage;
  return (
    <Facts
      facts={[
        [t('identity'), named(id)],
        [t('name'), checkpoint?.name],
        [t('kind'), checkpoint && t(`kind-${checkpoint.kind}`)],
        [t('recipe'), lineage?.recipe],
        [t('made'), checkpoint && dateTime(checkpoint.createdAt)],
        [
          t('madeFrom'),
          lineage && lineage.parents.length > 0 ? (
            <Parents ids={lineage.parents} named={named} />
          ) : undefined,
        ],
        [
          t('run'),
          lineage?.runId === undefined || !linked ? (
            lineage?.runId
          ) : (
            <a href={`#/runs/${lineage.runId}`}>{lineage.runId}</a>
          ),
        ],
      ]}
    />
  );
}

interface ParentsProps {
  readonly ids: readonly string[];
  readonly named: (id: string) => React.ReactNode;
}

function Parents({ ids, named }: ParentsProps) {
  return (
    <ul className="plain-list">
      {ids.map((id) => (
        <li key={id}>{named(id)}</li>
      ))}
    </ul>
  );
}
