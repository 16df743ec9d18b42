import type { Element, Root } from 'hast';
import rehypeHighlight from 'rehype-highlight';
import { unified } from 'unified';

const highlight = unified().use(rehypeHighlight);

/** Code with its colours; a language that nobody here knows has none. */
export function colours(code: string, language: string): Root {
  const element: Element = {
    type: 'element',
    tagName: 'code',
    properties: { className: [`language-${language.toLowerCase()}`] },
    children: [{ type: 'text', value: code }],
  };
  const pre: Element = { type: 'element', tagName: 'pre', properties: {}, children: [element] };
  highlight.runSync({ type: 'root', children: [pre] });
  return { type: 'root', children: element.children };
}
