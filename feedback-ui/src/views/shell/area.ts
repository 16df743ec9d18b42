import type { ComponentType } from 'react';
import type { Visitor } from '../../domain/session';

export type Group = 'work' | 'manage' | 'operate' | 'administer';

/**
 * A part of the page with addresses of its own. It lives in a folder of views with an `area.ts` that exports it as `area` (or several
 * as `areas`); the shell finds it there. Its screens and texts are loaded when somebody goes there.
 */
export interface Area {
  /** Names it in the navigation: the key in the catalogue `nav`. */
  readonly name: string;
  /** The address after `#`, as the navigation links to it. */
  readonly path: string;
  /** All addresses that it answers, in wouter's patterns, such as `/runs/:id`; the path itself when absent. */
  readonly patterns?: readonly string[];
  /** Where the navigation shows it, and at which place there; absent: it is reached from other screens. */
  readonly nav?: { readonly group: Group; readonly place: number };
  /** `open`: nobody needs to be signed in. */
  readonly who: 'open' | ((visitor: Visitor) => boolean);
  /** The screen fills the page by itself, without the shell's head and navigation. */
  readonly bare?: boolean;
  /** Catalogues that its screens use. */
  readonly texts: readonly string[];
  readonly load: () => Promise<{ readonly default: ComponentType }>;
}
