const ROOT = '#/prompts';
const RUNS = '#/prompt-runs/';

/** Where in the area of prompts a person is. */
export type PromptPlace =
  | { readonly kind: 'list' }
  /** A prompt; with two numbers, what changed from one version to the other. */
  | { readonly kind: 'prompt'; readonly name: string; readonly from?: number; readonly to?: number }
  | { readonly kind: 'run'; readonly id: string }
  /** A link that was cut or changed on its way. */
  | { readonly kind: 'lost' };

/** The place that an address names; undefined when it is none of this area. */
export function promptPlaceOf(hash: string): PromptPlace | undefined {
  if (hash === ROOT || hash === `${ROOT}/`) {
    return { kind: 'list' };
  }
  if (hash.startsWith(RUNS)) {
    const id = hash.slice(RUNS.length);
    return /^[a-z0-9-]{1,80}$/.test(id) ? { kind: 'run', id } : { kind: 'lost' };
  }
  if (!hash.startsWith(`${ROOT}/`)) {
    return undefined;
  }
  const found = /^([a-z0-9-]{1,80})(?:\/(\d{1,9})\.\.(\d{1,9}))?$/.exec(
    hash.slice(ROOT.length + 1),
  );
  const [, name, from, to] = found ?? [];
  if (name === undefined) {
    return { kind: 'lost' };
  }
  return from === undefined
    ? { kind: 'prompt', name }
    : { kind: 'prompt', name, from: Number(from), to: Number(to) };
}

export const promptHref = (name: string): string => `${ROOT}/${name}`;

export const diffHref = (name: string, from: number, to: number): string =>
  `${ROOT}/${name}/${from}..${to}`;

export const runHref = (id: string): string => RUNS + id;
