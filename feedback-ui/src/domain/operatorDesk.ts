import type { Ancestor, Checkpoint, Evaluation, ShownCheckpoint } from './checkpoints';
import type {
  ControlAction,
  DataForm,
  DataSnapshot,
  RatingPace,
  Recipe,
  Run,
  RunDetail,
  RunSamples,
} from './runs';

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
  control(runId: string, action: ControlAction, reason: string, key: string): Promise<void>;
  recipes(): Promise<readonly Recipe[]>;
  /** Gives the run's id; under the same key the same run. */
  train(recipe: string, wish: RunWish, key: string): Promise<string>;
  /** The same for a comparison of two checkpoints. */
  evaluate(checkpointId: string, opponent: string | undefined, key: string): Promise<string>;
  /** Newest first. */
  snapshots(projectId: string): Promise<readonly DataSnapshot[]>;
  /** Keeps what the project has now; the same data is the same snapshot. */
  keepSnapshot(projectId: string, form: DataForm): Promise<DataSnapshot>;
  /** Newest first. */
  checkpoints(): Promise<readonly Checkpoint[]>;
  checkpoint(id: string): Promise<ShownCheckpoint>;
  /** The checkpoint and all that it was made from, nearest first. */
  lineage(id: string): Promise<readonly Ancestor[]>;
  /** Newest first. */
  evaluations(): Promise<readonly Evaluation[]>;
  ratingPace(): Promise<RatingPace>;
}
