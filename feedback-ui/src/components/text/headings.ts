import type { ElementContent, Root, RootContent } from 'hast';

const HEADING = /^h([1-6])$/;

/**
 * The tree with its headings below that of the page which holds it: the first is of `level`, and none is more than one level
 * below the one before it, as who listens to the page goes by them.
 */
export function levelled(tree: Root, level: number): Root {
  const open: number[] = [];
  const visit = <Node extends RootContent | ElementContent>(node: Node): Node => {
    if (node.type !== 'element') {
      return node;
    }
    const depth = Number(HEADING.exec(node.tagName)?.[1] ?? 0);
    if (depth === 0) {
      return { ...node, children: node.children.map(visit) };
    }
    while ((open.at(-1) ?? 0) >= depth) {
      open.pop();
    }
    open.push(depth);
    return { ...node, tagName: `h${String(Math.min(6, level + open.length - 1))}` };
  };
  return { ...tree, children: tree.children.map(visit) };
}
