import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../styles/tokens.css', import.meta.url), 'utf8');
const [light = '', dark = ''] = css.split('@media (prefers-color-scheme: dark)');

function colour(form: string, name: string): readonly number[] {
  const found = new RegExp(`--${name}: #([0-9a-f]{6});`).exec(form)?.[1];
  if (found === undefined) {
    throw new Error(`tokens.css has no colour --${name} in six hexadecimal digits`);
  }
  return [0, 2, 4].map((at) => parseInt(found.slice(at, at + 2), 16) / 255);
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance(rgb: readonly number[]): number {
  const linear = (part = 0) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2]);
}

function contrast(form: string, one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(colour(form, one)), luminance(colour(form, other))].sort(
    (left, right) => left - right,
  );
  return (high + 0.05) / (low + 0.05);
}

describe.each([
  ['light', light],
  ['dark', dark],
])('in the %s form', (_, form) => {
  it.each([
    ['ink', 'paper'],
    ['ink', 'surface'],
    ['ink', 'bad-soft'],
    ['ink', 'a-soft'],
    ['ink-soft', 'paper'],
    ['ink-soft', 'surface'],
    ['on-accent', 'accent'],
    ['a', 'surface'],
    ['b', 'surface'],
    ['on-a', 'a'],
    ['on-b', 'b'],
    ['warn', 'warn-soft'],
  ])('text in %s on %s has a contrast of at least 4.5', (text, ground) => {
    expect(contrast(form, text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  it.each([
    ['line-strong', 'surface'],
    ['line-strong', 'paper'],
    ['focus', 'surface'],
    ['focus', 'paper'],
    ['bad', 'paper'],
  ])('the edge %s on %s has a contrast of at least 3', (edge, ground) => {
    expect(contrast(form, edge, ground)).toBeGreaterThanOrEqual(3);
  });
});

it('black on white is 21, the figure that WCAG gives', () => {
  expect(contrast('--x: #000000; --y: #ffffff;', 'x', 'y')).toBeCloseTo(21, 10);
});
