import type { ElementContent, Root, RootContent, Element as Tag, Text as Words } from 'hast';
import { alignment } from './alignment';

/** A span of a text that is shown marked; places are counted in UTF-16 units of the source. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly reason: string;
}

/**
 * The tree with each text in an element that says where in the source it stands (`data-at`), cut where marks begin and end. What a
 * person selects on the screen is so found again in the source.
 */
export function withMarks(tree: Root, source: string, marks: readonly Mark[]): Root {
  return { ...tree, children: placed(tree.children, source, marks) };
}

function placed(
  nodes: readonly (RootContent | ElementContent)[],
  source: string,
  marks: readonly Mark[],
): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type === 'text') {
      return pieces(node, source, marks);
    }
    if (node.type !== 'element') {
      return [];
    }
    const opaque = node.tagName === 'code' || node.tagName === 'img';
    const { start, end } = node.position ?? {};
    return opaque && start?.offset !== undefined && end?.offset !== undefined
      ? [whole(node, start.offset, end.offset, marks)]
      : [{ ...node, children: placed(node.children, source, marks) }];
  });
}

/** What is drawn otherwise than it is written (code in colours, a formula, an image) is marked as a whole. */
function whole(node: Tag, start: number, end: number, marks: readonly Mark[]): Tag {
  const mark = marks.find((one) => one.start < end && one.end > start);
  const place = { 'data-at': String(start), 'data-to': String(end), 'data-whole': 'yes' };
  return element(mark ? 'mark' : 'span', { ...place, ...reasonOf(mark) }, [node]);
}

function pieces(node: Words, source: string, marks: readonly Mark[]): ElementContent[] {
  const from = node.position?.start.offset;
  const to = node.position?.end.offset;
  const places =
    from === undefined || to === undefined ? undefined : alignment(node.value, source, from, to);
  if (!places) {
    return [node];
  }
  const cuts = new Set([0, node.value.length]);
  for (const { start, end } of marks) {
    cuts.add(places.filter((place) => place < start).length);
    cuts.add(places.filter((place) => place < end).length);
  }
  const sorted = [...cuts].filter((cut) => cut <= node.value.length).sort((a, b) => a - b);
  return sorted.slice(1).map((end, index) => {
    const start = sorted[index] ?? 0;
    const at = places[start] ?? 0;
    const mark = marks.find((one) => one.start <= at && at < one.end);
    const properties = { ...placeOf(places.slice(start, end + 1)), ...reasonOf(mark) };
    const text: Words = { type: 'text', value: node.value.slice(start, end) };
    return element(mark ? 'mark' : 'span', properties, [text]);
  });
}

/** One number where the text stands in its source as it is shown, as nearly all texts do. */
const placeOf = (places: readonly number[]) =>
  places.every((place, index) => place === (places[0] ?? 0) + index)
    ? { 'data-from': String(places[0] ?? 0) }
    : { 'data-at': places.join(' ') };

const reasonOf = (mark: Mark | undefined) => (mark ? { title: mark.reason } : {});

const element = (
  tagName: string,
  properties: Tag['properties'],
  children: ElementContent[],
): Tag => ({ type: 'element', tagName, properties, children });

/** Where in the source a place of the page stands: `offset` counts in the text that `node` is. */
export function sourcePlace(node: Node, offset: number, side: 'start' | 'end'): number | undefined {
  const near = node instanceof Element ? (node.childNodes[offset] ?? node) : node;
  const holder = (near instanceof Element ? near : near.parentElement)?.closest(HOLDERS);
  if (!(holder instanceof HTMLElement)) {
    return undefined;
  }
  const { at, from, to, whole } = holder.dataset;
  if (whole !== undefined) {
    return Number(side === 'start' ? at : to);
  }
  const inside =
    node instanceof Text ? offset : side === 'start' ? 0 : (node.textContent ?? '').length;
  if (from !== undefined) {
    return Number(from) + inside;
  }
  const places = (at ?? '').split(' ').map(Number);
  return places[Math.min(inside, places.length - 1)];
}

const HOLDERS = '[data-at], [data-from]';

/** The span of the source that is selected within an element; undefined when nothing of it is. */
export function selectedSpan(within: HTMLElement): { start: number; end: number } | undefined {
  const selection = window.getSelection();
  const range = selection && selection.rangeCount > 0 ? selection.getRangeAt(0) : undefined;
  if (!range || range.collapsed || !within.contains(range.commonAncestorContainer)) {
    return undefined;
  }
  const start = sourcePlace(range.startContainer, range.startOffset, 'start');
  const end = sourcePlace(range.endContainer, range.endOffset, 'end');
  return start !== undefined && end !== undefined && start < end ? { start, end } : undefined;
}
