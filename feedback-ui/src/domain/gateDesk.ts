import type { AttemptView, GatePolicy, ProjectGates } from './gates';
import type {
  Decision,
  OpenProposal,
  PromotionEvidence,
  PromotionProposal,
} from './promotionApproval';

/** What the page asks of the registry about gates and who stands behind promotions. Every method rejects with a `ProblemError`. */
export interface GateDesk {
  /** Newest first. */
  promotions(): Promise<readonly PromotionProposal[]>;
  promotion(id: string): Promise<OpenProposal>;
  /** What somebody decided on, as it was then. */
  evidence(id: string, sha256: string): Promise<PromotionEvidence>;
  /** Under the same key the same decision. */
  decide(
    id: string,
    decision: Decision,
    evidenceSha256: string,
    reason: string,
    key: string,
  ): Promise<OpenProposal>;
  /** Asks people to stand behind serving a checkpoint; under the same key once. */
  ask(channel: string, checkpointId: string, reason: string, key: string): Promise<OpenProposal>;
  gates(projectId: string): Promise<ProjectGates>;
  /** Changes the gates if they are still of this version. */
  change(
    projectId: string,
    version: number,
    policy: GatePolicy,
    reason: string,
  ): Promise<ProjectGates>;
  /** No gates any more. */
  remove(projectId: string, version: number): Promise<ProjectGates>;
  /** Newest first. */
  attempts(projectId: string): Promise<readonly AttemptView[]>;
  /** Measures a checkpoint, where that is no second chance; under the same key once. */
  measure(projectId: string, checkpointId: string, key: string): Promise<AttemptView>;
}
