import { graphlib, layout } from '@dagrejs/dagre';
import { Position, type Node } from '@xyflow/react';
import type { LineageGraph, LineageNode } from '../../domain/checkpoints';

const WIDTH = 190;
const HEIGHT = 64;

export type Placed = Node<{ readonly node: LineageNode; readonly here: boolean }, 'lineage'>;

/** The nodes where they stand: what something was made from before it, in the direction in which one reads. */
export function placed(graph: LineageGraph, here: string, mirrored: boolean): Placed[] {
  const dagre = new graphlib.Graph().setGraph({
    rankdir: mirrored ? 'RL' : 'LR',
    nodesep: 24,
    ranksep: 56,
  });
  dagre.setDefaultEdgeLabel(() => ({}));
  graph.nodes.forEach(({ id }) => dagre.setNode(id, { width: WIDTH, height: HEIGHT }));
  graph.edges.forEach(({ from, to }) => dagre.setEdge(from, to));
  layout(dagre);
  return graph.nodes.map((node) => {
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
