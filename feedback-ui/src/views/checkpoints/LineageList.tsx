import type { LineageGraph, LineageNode } from '../../domain/checkpoints';
import { useOperatorTexts } from '../operate/texts';

interface LineageListProps {
  readonly graph: LineageGraph;
  readonly here: string;
}

/** The graph in words: what each thing was made from. */
export function LineageList({ graph, here }: LineageListProps) {
  const t = useOperatorTexts();
  const made = graph.nodes.filter(({ kind }) => kind !== 'RATINGS');
  const from = (id: string): readonly LineageNode[] =>
    graph.edges
      .filter(({ to }) => to === id)
      .flatMap(({ from: source }) => graph.nodes.filter((node) => node.id === source));
  return (
    <details className="fold">
      <summary>{t('asList')}</summary>
      <ul className="lineage-list">
        {made.map((node) => (
          <li key={node.id} aria-current={node.id === here ? 'true' : undefined}>
            <Named node={node} />
            {from(node.id).length > 0 && (
              <>
                {' '}
                {t(node.kind === 'CHANNEL' ? 'serves' : 'from')}{' '}
                <ul className="plain-list">
                  {from(node.id).map((source) => (
                    <li key={source.id}>
                      <Named node={source} />
                    </li>
                  ))}
                </ul>
              </>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Named({ node }: { readonly node: LineageNode }) {
  const t = useOperatorTexts();
  const href = hrefOf(node);
  const text = `${t(`kind-${node.kind}`)} ${node.name}`;
  return href === undefined ? <span>{text}</span> : <a href={href}>{text}</a>;
}

/** Where a node leads; ratings lead nowhere. */
export function hrefOf({ kind, name, checkpointId }: LineageNode): string | undefined {
  if (kind === 'CHANNEL') {
    return `#/promotions/${name}`;
  }
  return checkpointId === undefined || kind === 'UNKNOWN'
    ? undefined
    : `#/checkpoints/${checkpointId}`;
}
