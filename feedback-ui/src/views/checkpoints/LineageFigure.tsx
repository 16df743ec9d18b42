import {
  BaseEdge,
  Controls,
  Handle,
  Position,
  ReactFlow,
  useReactFlow,
  useStore,
  type EdgeProps,
  type NodeProps,
} from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useEffect, useMemo, type KeyboardEvent } from 'react';
import type { LineageGraph } from '../../domain/checkpoints';
import { useLanguage } from '../../i18n/texts';
import { directionOf } from '../../i18n/language';
import { useOperatorTexts } from '../operate/texts';
import { neighbour, placed, type Drawn, type Placed } from './lineageLayout';
import { hrefOf } from './LineageList';

const NODE_TYPES = { lineage: LineageBox };
const EDGE_TYPES = { drawn: LineageEdge };

interface LineageFigureProps {
  readonly graph: LineageGraph;
  readonly here: string;
}

/** The lineage as a graph; Tab and the arrow keys walk it, Enter opens. */
export default function LineageFigure({ graph, here }: LineageFigureProps) {
  const t = useOperatorTexts();
  const mirrored = directionOf(useLanguage()) === 'rtl';
  const { nodes, edges } = useMemo(() => placed(graph, here, mirrored), [graph, here, mirrored]);
  const walk = (event: KeyboardEvent<HTMLElement>): void => {
    const focused = (event.target as HTMLElement).dataset.node;
    const next = focused && neighbour(graph, focused, event.key, mirrored);
    if (next) {
      event.preventDefault();
      event.currentTarget.querySelector<HTMLElement>(`[data-node="${CSS.escape(next)}"]`)?.focus();
    }
  };
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the links inside are what is interactive
    <div
      className="lineage-figure"
      onKeyDown={walk}
      dir="ltr"
      role="group"
      aria-label={t('lineageFigure')}
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        fitView
        minZoom={0.2}
        maxZoom={1.5}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        zoomOnScroll={false}
        preventScrolling={false}
        proOptions={{ hideAttribution: false }}
        ariaLabelConfig={{
          'controls.zoomIn.ariaLabel': t('zoomIn'),
          'controls.zoomOut.ariaLabel': t('zoomOut'),
          'controls.fitView.ariaLabel': t('fit'),
        }}
      >
        <Controls showInteractive={false} />
        <Refit />
      </ReactFlow>
    </div>
  );
}

/** All of it is in sight again when there is more or less room. */
function Refit() {
  const { fitView } = useReactFlow();
  const width = useStore((state) => state.width);
  useEffect(() => {
    void fitView();
  }, [fitView, width]);
  return null;
}

function LineageEdge({ data }: EdgeProps<Drawn>) {
  return <BaseEdge path={data?.path ?? ''} />;
}

function LineageBox({ data: { node, here }, sourcePosition, targetPosition }: NodeProps<Placed>) {
  const t = useOperatorTexts();
  const href = hrefOf(node);
  const inside = (
    <>
      <span className="lineage-kind">{t(`kind-${node.kind}`)}</span>
      <span className="lineage-name">{node.name}</span>
    </>
  );
  return (
    <>
      <Handle type="target" position={targetPosition ?? Position.Left} isConnectable={false} />
      {href === undefined ? (
        <div className="lineage-box" data-kind={node.kind}>
          {inside}
        </div>
      ) : (
        <a
          className="lineage-box nodrag nopan"
          data-kind={node.kind}
          data-node={node.id}
          href={href}
          aria-current={here ? 'page' : undefined}
        >
          {inside}
        </a>
      )}
      <Handle type="source" position={sourcePosition ?? Position.Right} isConnectable={false} />
    </>
  );
}
