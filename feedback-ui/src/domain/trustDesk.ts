import type { AffectedCheckpoint, Overlap, TrustReport, VersionedOverlap } from './trust';

/**
 * What managers ask about whom to believe. Every method rejects with a `ProblemError` and with nothing else.
 */
export interface TrustDesk {
  report(projectId: string): Promise<TrustReport>;
  /** The raters are fitted anew soon. */
  refit(projectId: string): Promise<void>;
  overlap(projectId: string): Promise<VersionedOverlap>;
  /** Refused when it was changed since that version was seen; without an overlap the number is fixed. */
  setOverlap(
    projectId: string,
    overlap: Overlap | undefined,
    version: number,
  ): Promise<VersionedOverlap>;
  /** Lets ratings count again that were taken out. */
  reverse(projectId: string, voidingId: string, reason: string, key: string): Promise<void>;
  /** What may have learnt from what was told since a time and taken back until another. */
  affected(
    since: string,
    until: string | undefined,
    data: readonly string[],
  ): Promise<readonly AffectedCheckpoint[]>;
}
