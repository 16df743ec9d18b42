import type { Element } from 'hast';
import { toJsxRuntime } from 'hast-util-to-jsx-runtime';
import { memo, useMemo, type ComponentProps, type ReactElement, type ReactNode } from 'react';
import { Fragment, jsx, jsxs } from 'react/jsx-runtime';
import { without } from '../../domain/without';
import { AwayImage, AwayLink } from './Away';
import { CodeBlock } from './CodeBlock';
import { FormulaView } from './FormulaView';
import { levelled } from './headings';
import { markdown } from './markdown';
import { withMarks, type Mark } from './marks';
import { ScrollingTable } from './ScrollingTable';

interface MarkdownProps {
  readonly source: string;
  /** The level of the text's first headings on the page; deeper ones follow it without gaps. */
  readonly level?: number;
  /** Spans that are shown marked. Absent: nothing of the text can be marked. */
  readonly marks?: readonly Mark[] | undefined;
}

type Node = { readonly node?: Element | undefined };
type Tag<Name extends 'p' | 'li' | 'code' | 'pre' | 'a' | 'img' | 'input'> = ComponentProps<Name> &
  Node;

/** A text in Markdown. Each of its blocks runs in the direction of its own script. */
export const Markdown = memo(function Markdown({ source, level = 3, marks }: MarkdownProps) {
  return useMemo(() => {
    const tree = levelled(markdown(source), level);
    const shown = marks ? withMarks(tree, source, marks) : tree;
    return (
      <div className="markdown">
        {
          toJsxRuntime(shown, {
            Fragment,
            jsx,
            jsxs,
            passNode: true,
            components: PARTS,
          }) as ReactElement
        }
      </div>
    );
  }, [source, level, marks]);
});

const PARTS = {
  p: block('p'),
  h2: block('h2'),
  h3: block('h3'),
  h4: block('h4'),
  h5: block('h5'),
  h6: block('h6'),
  li: block('li'),
  blockquote: block('blockquote'),
  th: block('th'),
  td: block('td'),
  a: ({ href, children }: Tag<'a'>) => <AwayLink href={href}>{children}</AwayLink>,
  img: ({ src, alt }: Tag<'img'>) => <AwayImage source={src} description={alt} />,
  table: ({ children }: { children?: ReactNode }) => <ScrollingTable>{children}</ScrollingTable>,
  input: ({ checked }: Tag<'input'>) => <span className="task">{checked ? '☑' : '☐'} </span>,
  pre: ({ node, children }: Tag<'pre'>) => <Block node={node}>{children}</Block>,
  code({ node, className, children }: Tag<'code'>) {
    const formula = className === 'math-inline' || className === 'math-display';
    return formula ? (
      <FormulaView tex={textOf(node)} display={className === 'math-display'} />
    ) : (
      <code dir="ltr">{children}</code>
    );
  },
};

function block(name: BlockName) {
  return function DirectedBlock(properties: ComponentProps<BlockName> & Node) {
    return jsx(name, { dir: 'auto', ...without(properties, 'node') });
  };
}

type BlockName = 'p' | 'li' | 'blockquote' | 'th' | 'td' | 'h2' | 'h3' | 'h4' | 'h5' | 'h6';

/** A block of code, marked or not. */
function Block({ node, children }: { readonly node: Element | undefined; children?: ReactNode }) {
  const code = codeIn(node);
  if (!code) {
    return <pre>{children}</pre>;
  }
  const names = code.properties.className;
  const [name] = Array.isArray(names) ? names : [];
  const language = typeof name === 'string' ? name.replace(/^language-/, '') : '';
  const block = <CodeBlock code={textOf(code).replace(/\n$/, '')} language={language} />;
  const holder = node?.children[0];
  return holder?.type === 'element' && holder !== code ? (
    <div className={holder.tagName === 'mark' ? 'marked-block' : ''} {...dataOf(holder)}>
      {block}
    </div>
  ) : (
    block
  );
}

const dataOf = ({ properties }: Element): Record<string, string> =>
  Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => name.startsWith('data-'))
      .map(([name, value]) => [name, String(value)]),
  );

function codeIn(node: Element | undefined): Element | undefined {
  const child = node?.children[0];
  if (child?.type !== 'element') {
    return undefined;
  }
  return child.tagName === 'code' ? child : codeIn(child);
}

function textOf(node: Element | undefined): string {
  return (node?.children ?? [])
    .map((child) =>
      child.type === 'text' ? child.value : child.type === 'element' ? textOf(child) : '',
    )
    .join('');
}
