import { createElement, lazy, type ReactNode } from 'react';
import { matchRoute, type Parser } from 'wouter';
import type { Visitor } from '../../domain/session';
import { loadTexts } from '../../i18n/texts';
import type { Area, Group } from './area';

interface Module {
  readonly area?: Area;
  readonly areas?: readonly Area[];
}

const MODULES = import.meta.glob<Module>('../*/area.ts', { eager: true });

/** Every area of the page. */
export const AREAS: readonly Area[] = Object.values(MODULES).flatMap(({ area, areas }) => [
  ...(area ? [area] : []),
  ...(areas ?? []),
]);

const SCREENS = new Map<Area, ReactNode>(
  AREAS.map((area) => [
    area,
    createElement(
      lazy(async () => (await Promise.all([area.load(), loadTexts(...area.texts)]))[0]),
    ),
  ]),
);

/** The screen of an area, loaded when it is shown first. */
export const screenOf = (area: Area): ReactNode => SCREENS.get(area);

export const patternsOf = (area: Area): readonly string[] => area.patterns ?? [area.path];

/** The area and its pattern that an address leads to. */
export function areaAt(
  parser: Parser,
  path: string,
): { readonly area: Area; readonly pattern: string } | undefined {
  for (const area of AREAS) {
    const pattern = patternsOf(area).find((candidate) => matchRoute(parser, candidate, path)[0]);
    if (pattern !== undefined) {
      return { area, pattern };
    }
  }
  return undefined;
}

export const mayEnter = (area: Area, visitor: Visitor): boolean =>
  area.who === 'open' || area.who(visitor);

const GROUPS: readonly Group[] = ['work', 'manage', 'operate', 'administer'];

/** What the navigation shows to somebody: groups with at least one area. */
export function navigationOf(
  visitor: Visitor,
): readonly { readonly group: Group; readonly areas: readonly Area[] }[] {
  return GROUPS.map((group) => ({
    group,
    areas: AREAS.filter((area) => area.nav?.group === group && mayEnter(area, visitor)).sort(
      (one, other) => (one.nav?.place ?? 0) - (other.nav?.place ?? 0),
    ),
  })).filter(({ areas }) => areas.length > 0);
}
