import type { Element, ElementContent, Root, RootContent } from 'hast';
import { describe, expect, it } from 'vitest';
import { alignment } from '../../components/text/alignment';
import { codePointsBefore, unitAt } from '../../components/text/codePoints';
import { differences, type Run } from '../../components/text/differences';
import { linesOf } from '../../components/text/length';
import { markdown } from '../../components/text/markdown';
import { withMarks } from '../../components/text/marks';

describe('places in a text', () => {
  it('are counted in characters, of which a smiley is one', () => {
    const text = 'a😀b👩‍👩‍👧é';
    expect(codePointsBefore(text, text.indexOf('b'))).toBe(2);
    expect(unitAt(text, 2)).toBe(text.indexOf('b'));
    for (let count = 0; count <= 9; count += 1) {
      expect(codePointsBefore(text, unitAt(text, count))).toBe(count);
    }
  });

  it('are found in the source of what is shown', () => {
    expect(alignment('abc', 'xxabc', 2, 5)).toEqual([2, 3, 4, 5]);
    expect(alignment('a*b', String.raw`a\*b`, 0, 4)).toEqual([0, 2, 3, 4]);
    expect(alignment('one\ntwo', 'one\n   two', 0, 10)).toEqual([0, 1, 2, 3, 7, 8, 9, 10]);
    expect(alignment('a&b', 'a&amp;b', 0, 7)).toEqual([0, 1, 6, 7]);
    expect(alignment('xyz', 'abc', 0, 3)).toBeUndefined();
  });
});

describe('marks', () => {
  const marked = (source: string, ...spans: (readonly [number, number])[]): readonly string[] => {
    const marks = spans.map(([start, end]) => ({ start, end, reason: 'wrong' }));
    const found: string[] = [];
    const visit = (node: Root | RootContent | ElementContent): void => {
      if (node.type === 'element' && node.tagName === 'mark') {
        found.push(textOf(node));
      } else if ('children' in node) {
        node.children.forEach(visit);
      }
    };
    visit(withMarks(markdown(source), source, marks));
    return found;
  };
  const textOf = (node: Element): string =>
    node.children
      .map((child) =>
        child.type === 'text' ? child.value : child.type === 'element' ? textOf(child) : '',
      )
      .join('');

  it('are shown where they are, through whatever stands there', () => {
    const source = 'It is *very* wrong, **really**.';
    expect(marked(source, [source.indexOf('very'), source.indexOf('wrong') + 5])).toEqual([
      'very',
      ' wrong',
    ]);
    expect(
      marked(source, [0, 2], [source.indexOf('really'), source.indexOf('really') + 3]),
    ).toEqual(['It', 'rea']);
  });

  it('hold code as a whole', () => {
    expect(marked('see `code here` now', [6, 8])).toEqual(['code here']);
  });
});

describe('differences', () => {
  const own = (runs: readonly Run[]): readonly string[] =>
    runs.flatMap((run) => (run.kind === 'own' ? [run.text.trim()] : []));

  it('are words that only one says', () => {
    const found = differences('The sea is calm today.', 'The sea is wild today.');
    expect(own(found?.first ?? [])).toEqual(['calm']);
    expect(own(found?.second ?? [])).toEqual(['wild']);
  });

  it('leave out what both share, and say how much', () => {
    const shared = Array.from({ length: 100 }, (_, index) => `word${String(index)}`).join(' ');
    const found = differences(`${shared} here`, `${shared} there`);
    const gap = found?.first.find((run) => run.kind === 'gap');
    expect(gap).toEqual({ kind: 'gap', words: 94 });
  });

  it('give the whole text when put together again', () => {
    const first = 'one two three, four';
    const found = differences(first, 'one 2 three, four five');
    const text = found?.first.map((run) => (run.kind === 'gap' ? '…' : run.text)).join('');
    expect(text).toBe(first);
  });
});

it('a text is as long as its lines, of which a long one counts more than once', () => {
  expect(linesOf('')).toBe(1);
  expect(linesOf('a\n\nb')).toBe(3);
  expect(linesOf('x'.repeat(801))).toBe(11);
});
