import { graphlib, layout } from '@dagrejs/dagre';
import { Position, type Edge, type Node } from '@xyflow/react';
import type { LineageGraph, LineageNode } from '../../domain/checkpoints';

const WIDTH = 190;
const HEIGHT = 64;

/** A line that goes around what stands between its ends. */
export type Drawn = Edge<{ readonly path: string }, 'drawn'>;

export type Placed = Node<{ readonly node: LineageNode; readonly here: boolean }, 'lineage'>;

/** The nodes where they stand: what something was made from before it, in the direction in which one reads. */
export function placed(
  graph: LineageGraph,
  here: string,
  mirrored: boolean,
): { readonly nodes: Placed[]; readonly edges: Drawn[] } {
  const dagre = new graphlib.Graph().setGraph({
    rankdir: mirrored ? 'RL' : 'LR',
    nodesep: 24,
    ranksep: 56,
  });
  dagre.setDefaultEdgeLabel(() => ({}));
  graph.nodes.forEach(({ id }) => dagre.setNode(id, { width: WIDTH, height: HEIGHT }));
  graph.edges.forEach(({ from, to }) => dagre.setEdge(from, to));
  layout(dagre);
  const nodes = graph.nodes.map((node): Placed => {
    const { x, y } = dagre.node(node.id) as { x: number; y: number };
    return {
      id: node.id,
      type: 'lineage',
      position: { x: x - WIDTH / 2, y: y - HEIGHT / 2 },
      data: { node, here: node.id === here },
      width: WIDTH,
      height: HEIGHT,
      sourcePosition: mirrored ? Position.Left : Position.Right,
      targetPosition: mirrored ? Position.Right : Position.Left,
    };
  });
  const edges = graph.edges.map(({ from, to }): Drawn => {
    const { points } = dagre.edge(from, to) as { points: { x: number; y: number }[] };
    return {
      id: `${from}>${to}`,
      source: from,
      target: to,
      type: 'drawn',
      data: { path: smooth(points) },
    };
  });
  return { nodes, edges };
}

/** Through the middles between the points, bent at each of them. */
function smooth(points: readonly { readonly x: number; readonly y: number }[]): string {
  const [first, ...rest] = points;
  const last = rest.pop();
  if (!first || !last) {
    return '';
  }
  const bends = rest.map((point, index) => {
    const next = rest[index + 1] ?? last;
    const to = rest[index + 1] ? { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 } : last;
    return `Q ${point.x} ${point.y} ${to.x} ${to.y}`;
  });
  return [
    `M ${first.x} ${first.y}`,
    ...(bends.length > 0 ? bends : [`L ${last.x} ${last.y}`]),
  ].join(' ');
}

/** The node that an arrow key leads to: to what something was made from, to what came of it, or to what stands beside it. */
export function neighbour(
  { edges, nodes }: LineageGraph,
  id: string,
  key: string,
  mirrored: boolean,
): string | undefined {
  const back = mirrored ? 'ArrowRight' : 'ArrowLeft';
  const on = mirrored ? 'ArrowLeft' : 'ArrowRight';
  if (key === back) {
    return edges.find(({ to }) => to === id)?.from;
  }
  if (key === on) {
    return edges.find(({ from }) => from === id)?.to;
  }
  const place = nodes.findIndex((node) => node.id === id);
  return { ArrowUp: nodes[place - 1], ArrowDown: nodes[place + 1] }[key]?.id;
}
