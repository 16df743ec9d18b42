import type { Element, ElementContent, Root, RootContent, Text } from 'hast';
import rehypeSanitize, { type Options as Schema } from 'rehype-sanitize';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { formulasIn, hasMasks, mask, unmask, type Formula } from './mathematics';

/** What of a text may reach the page: no id (two texts would share it), no style, no frame, nothing that runs or loads. */
const ALLOWED: Schema = {
  tagNames: [
    ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'br', 'hr', 'blockquote', 'ul', 'ol', 'li'],
    ...['strong', 'em', 'del', 'sup', 'code', 'pre', 'a', 'img', 'section', 'input'],
    ...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ],
  attributes: {
    a: ['href', 'title'],
    img: ['src', 'alt', 'title'],
    code: [['className', /^language-./]],
    ol: ['start'],
    th: ['align'],
    td: ['align'],
    input: [['type', 'checkbox'], 'checked', ['disabled', true]],
    li: [['className', 'task-list-item']],
  },
  protocols: { href: ['http', 'https', 'mailto'], src: ['http', 'https'] },
  required: { input: { type: 'checkbox', disabled: true } },
  strip: [],
};

const LINE_BREAK = /^<br\s*\/?>$/i;

/** What a text says in HTML is shown as it was written: people rate what the model wrote, so nothing of it may vanish. */
const htmlAsText = (_: unknown, node: { value: string }): Element | Text =>
  LINE_BREAK.test(node.value.trim())
    ? { type: 'element', tagName: 'br', properties: {}, children: [] }
    : { type: 'text', value: node.value };

const reader = unified().use(remarkParse).use(remarkGfm, { singleTilde: false });
const writer = unified()
  .use(remarkRehype, { handlers: { html: htmlAsText } })
  .use(rehypeSanitize, ALLOWED);

type Markdown = ReturnType<typeof reader.parse>;

/** A text in Markdown (of GitHub's kind, with formulas) as a tree of elements that do no harm. Each keeps its place in the source. */
export function markdown(source: string): Root {
  const plain = reader.parse(source);
  const formulas = hasMasks(source) ? [] : formulasIn(source, rangesWithout(plain));
  if (formulas.length === 0) {
    return writer.runSync(plain);
  }
  const tree = writer.runSync(reader.parse(mask(source, formulas)));
  const left = [...formulas];
  const shown = { ...tree, children: withFormulas(tree.children, left) as RootContent[] };
  // A formula that the second reading hides in code or in a link is not found again: then none is a formula.
  return left.length === 0 && !hasMasks(JSON.stringify(shown)) ? shown : writer.runSync(plain);
}

const NO_FORMULA = ['code', 'inlineCode', 'link', 'image', 'definition', 'html'];

/** Where the text holds what is no prose. */
function rangesWithout(tree: Markdown): readonly { start: number; end: number }[] {
  const ranges: { start: number; end: number }[] = [];
  const visit = (node: Markdown | Markdown['children'][number]): void => {
    if (NO_FORMULA.includes(node.type)) {
      const { start, end } = node.position ?? {};
      ranges.push({ start: start?.offset ?? 0, end: end?.offset ?? Infinity });
    } else if ('children' in node) {
      node.children.forEach(visit);
    }
  };
  visit(tree);
  return ranges;
}

/** The nodes with formulas in place of their masks; takes each formula from `left` as it is met. */
function withFormulas(
  nodes: readonly (RootContent | ElementContent)[],
  left: Formula[],
): ElementContent[] {
  return nodes.flatMap((node): ElementContent[] => {
    if (node.type === 'element') {
      return [{ ...node, children: withFormulas(node.children, left) }];
    }
    if (node.type !== 'text' || !hasMasks(node.value)) {
      return node.type === 'doctype' ? [] : [node];
    }
    let offset = node.position?.start.offset ?? 0;
    return unmask(node.value).flatMap((part): ElementContent[] => {
      if (part === undefined) {
        const formula = left.shift();
        offset = formula?.end ?? offset;
        return formula ? [formulaElement(formula)] : [];
      }
      const text = textAt(part, offset);
      offset += part.length;
      return part === '' ? [] : [text];
    });
  });
}

const point = (offset: number) => ({ line: 1, column: 1, offset });

const textAt = (value: string, offset: number): Text => ({
  type: 'text',
  value,
  position: { start: point(offset), end: point(offset + value.length) },
});

const formulaElement = ({ tex, display, start, end }: Formula): Element => ({
  type: 'element',
  tagName: 'code',
  properties: { className: [display ? 'math-display' : 'math-inline'] },
  children: [{ type: 'text', value: tex }],
  position: { start: point(start), end: point(end) },
});
