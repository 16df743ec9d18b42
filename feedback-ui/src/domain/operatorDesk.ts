import type { Ancestor, Checkpoint, Evaluation, ShownCheckpoint } from './checkpoints';
import type { ControlAction, RatingPace, Recipe, Run, RunDetail, RunSamples } from './runs';

/** What a new run is to be made from; what is absent the worker chooses. */
export interface RunWish {
  readonly policyCheckpointId?: string;
  readonly rewardModelCheckpointId?: string;
  readonly dataSha256?: string;
  readonly configuration: Readonly<Record<string, unknown>>;
}

/** What the page needs to run the ring. Every method rejects with a `ProblemError` and with nothing else. */
export interface OperatorDesk {
  /** Newest first. */
  runs(): Promise<readonly Run[]>;
  run(id: string): Promise<RunDetail>;
  samples(runId: string): Promise<readonly RunSamples[]>;
  control(runId: string, action: ControlAction, reason: string): Promise<void>;
  recipes(): Promise<readonly Recipe[]>;
  /** Gives the run's id. */
  train(recipe: string, wish: RunWish): Promise<string>;
  /** Gives the run's id. */
  evaluate(checkpointId: string, opponentCheckpointId: string | undefined): Promise<string>;
  /** Newest first. */
  checkpoints(): Promise<readonly Checkpoint[]>;
  checkpoint(id: string): Promise<ShownCheckpoint>;
  /** The checkpoint and all that it was made from, nearest first. */
  lineage(id: string): Promise<readonly Ancestor[]>;
  /** Newest first. */
  evaluations(): Promise<readonly Evaluation[]>;
  ratingPace(): Promise<RatingPace>;
}
