import type { Promotion, Proposal } from './proposals';

/** What the page needs of the registry's proposals. Every method rejects with a `ProblemError` and with nothing else. */
export interface ApprovalDesk {
  /** Newest first; of one task, or of all. */
  proposals(task?: string): Promise<readonly Proposal[]>;
  proposal(id: string): Promise<Proposal>;
  approve(id: string, reason: string): Promise<Proposal>;
  reject(id: string, reason: string): Promise<Proposal>;
  /** What each channel serves now. */
  served(): Promise<readonly Promotion[]>;
  /** What a channel was made to serve, newest first. */
  promotions(channel: string): Promise<readonly Promotion[]>;
  serve(channel: string, checkpointId: string, reason: string): Promise<void>;
}
