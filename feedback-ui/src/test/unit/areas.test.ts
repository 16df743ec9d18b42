import { readFileSync } from 'node:fs';
import { parse as parser } from 'regexparam';
import { describe, expect, it } from 'vitest';
import { AREAS, areaAt, navigationOf, patternsOf } from '../../views/shell/areas';

const nav = JSON.parse(
  readFileSync(new URL('../../i18n/en/nav.json', import.meta.url), 'utf8'),
) as Record<string, string>;
const session = (...roles: string[]) => ({
  id: '1',
  name: 'ada',
  roles,
  mustChangePassword: false,
  manages: false,
});
const named = (...roles: string[]) =>
  navigationOf(session(...roles)).flatMap(({ areas }) => areas.map(({ name }) => name));

describe('areas', () => {
  it('share no address', () => {
    const patterns = AREAS.flatMap(patternsOf);
    expect(new Set(patterns).size).toBe(patterns.length);
  });

  it('have a name in the navigation', () => {
    expect(AREAS.map(({ name }) => name).filter((name) => !(name in nav))).toEqual([]);
  });

  it.each([
    ['/projects', 'projects'],
    ['/rate/7', 'rate'],
    ['/prompts/greet/2..3', 'prompts'],
    ['/prompt-runs/r-1', 'prompts'],
    ['/approvals/p-1', 'approvals'],
    ['/elsewhere', undefined],
  ])('%s leads to %s', (path, name) => {
    expect(areaAt(parser, path)?.area.name).toBe(name);
  });

  it('are shown to those who may enter them', () => {
    expect(named('annotator')).not.toContain('prompts');
    expect(named('engineer')).toContain('prompts');
  });

  it('of a project are shown to its managers, whatever else they are', () => {
    const manager = { ...session('annotator'), manages: true };
    const shown = navigationOf(manager).flatMap(({ areas }) => areas.map(({ name }) => name));
    expect(shown).toEqual(expect.arrayContaining(['review', 'data', 'tokens']));
    expect(shown).not.toContain('runs');
    expect(named('annotator')).not.toContain('review');
  });
});
