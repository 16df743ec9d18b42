import type { Interval } from './promptRuns';

export type Kind = 'BASE' | 'POLICY' | 'ADAPTER' | 'REWARD_MODEL' | 'TASK';

export interface OffsetRange {
  readonly topic: string;
  readonly partition: number;
  readonly from: number;
  readonly until: number;
}

export interface Checkpoint {
  readonly checkpointId: string;
  readonly name: string;
  readonly kind: Kind;
  readonly baseCheckpointId?: string | undefined;
  readonly artifact: { readonly uri: string; readonly sha256: string; readonly bytes: number };
  readonly tokenizerSha256: string;
  readonly lineage: {
    readonly runId?: string | undefined;
    readonly recipe: string;
    readonly parents: readonly string[];
    readonly inputs: readonly OffsetRange[];
    readonly seed: number;
    readonly configuration: Readonly<Record<string, unknown>>;
    readonly codeVersion: string;
    readonly machine: string;
  };
  readonly metrics: Readonly<Record<string, number>>;
  readonly createdAt: string;
}

export interface Evaluation {
  readonly evaluationId: string;
  readonly checkpointId: string;
  readonly opponentCheckpointId: string;
  readonly judge: string;
  readonly prompts: number;
  readonly winRate: Interval;
  readonly at: string;
  readonly decision: string;
}

export interface ShownCheckpoint extends Checkpoint {
  /** Newest first. */
  readonly evaluations: readonly Evaluation[];
  /** The channels that serve it now. */
  readonly channels: readonly string[];
}

export interface Ancestor {
  readonly checkpointId: string;
  readonly distance: number;
  readonly parents: readonly string[];
  readonly checkpoint?: Checkpoint | undefined;
}

/** Whether people can chat with it. */
export const answers = ({ kind }: Checkpoint): boolean =>
  kind === 'BASE' || kind === 'POLICY' || kind === 'ADAPTER';

export type NodeKind = Kind | 'RATINGS' | 'CHANNEL' | 'UNKNOWN';

/** Something in a lineage: ratings that were read, a checkpoint, a channel that serves one. */
export interface LineageNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly name: string;
  /** The checkpoint that it is. */
  readonly checkpointId?: string;
}

export interface LineageGraph {
  readonly nodes: readonly LineageNode[];
  /** From what something was made from, to it. */
  readonly edges: readonly { readonly from: string; readonly to: string }[];
}

/** What the ratings settle is read from here. */
const RATINGS = 'attune.preferences';

const parentsOf = (checkpoint: Checkpoint): readonly string[] => [
  ...new Set([
    ...checkpoint.lineage.parents,
    ...(checkpoint.baseCheckpointId === undefined ? [] : [checkpoint.baseCheckpointId]),
  ]),
];

/** All that was made from a checkpoint, step by step. */
export function descendantsOf(id: string, all: readonly Checkpoint[]): readonly Checkpoint[] {
  const found = new Map<string, Checkpoint>();
  let edge = new Set([id]);
  while (edge.size > 0) {
    const next = all.filter(
      (one) =>
        !found.has(one.checkpointId) &&
        one.checkpointId !== id &&
        parentsOf(one).some((parent) => edge.has(parent)),
    );
    next.forEach((one) => found.set(one.checkpointId, one));
    edge = new Set(next.map(({ checkpointId }) => checkpointId));
  }
  return [...found.values()];
}

/** From the ratings that were read, over reward models and policies, to the channels that serve what came of them. */
export function lineageGraph(
  lineage: readonly Ancestor[],
  all: readonly Checkpoint[],
  served: readonly { readonly channel: string; readonly checkpointId: string }[],
): LineageGraph {
  const focus = lineage[0]?.checkpointId ?? '';
  const known = new Map<string, Checkpoint>();
  lineage.forEach(({ checkpoint }) => {
    if (checkpoint) {
      known.set(checkpoint.checkpointId, checkpoint);
    }
  });
  descendantsOf(focus, all).forEach((one) => known.set(one.checkpointId, one));
  const nodes = new Map<string, LineageNode>();
  const edges = new Map<string, { from: string; to: string }>();
  const join = (from: string, to: string): void => {
    edges.set(`${from}>${to}`, { from, to });
  };
  for (const one of known.values()) {
    const { checkpointId, kind, name } = one;
    nodes.set(checkpointId, { id: checkpointId, kind, name, checkpointId });
  }
  for (const one of known.values()) {
    for (const parent of parentsOf(one)) {
      if (!nodes.has(parent)) {
        nodes.set(parent, { id: parent, kind: 'UNKNOWN', name: parent, checkpointId: parent });
      }
      join(parent, one.checkpointId);
    }
    for (const { topic, partition, from, until } of one.lineage.inputs) {
      if (topic === RATINGS && until > from) {
        const id = `ratings:${String(partition)}:${String(from)}-${String(until)}`;
        nodes.set(id, { id, kind: 'RATINGS', name: `${String(from)}…${String(until - 1)}` });
        join(id, one.checkpointId);
      }
    }
  }
  for (const { channel, checkpointId } of served) {
    if (nodes.has(checkpointId)) {
      const id = `channel:${channel}`;
      nodes.set(id, { id, kind: 'CHANNEL', name: channel });
      join(checkpointId, id);
    }
  }
  return { nodes: [...nodes.values()], edges: [...edges.values()] };
}
