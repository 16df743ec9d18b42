import { useSyncExternalStore } from 'react';
import { approvalPlaceOf, type ApprovalPlace } from './approvals/approvalAddress';
import { promptPlaceOf, type PromptPlace } from './prompts/promptAddress';

const LIST = '#/projects';
const PROJECT = `${LIST}/`;
const CHANGED = 'attune:address';

/** What the page's address asks for: a reload, Back and Forward come back to it, and it can be sent to others. */
export type Address =
  /** Nothing in particular: the list, or the only project there is. */
  | { readonly kind: 'start' }
  | { readonly kind: 'list' }
  | { readonly kind: 'project'; readonly id: string }
  | { readonly kind: 'prompts'; readonly place: PromptPlace }
  | { readonly kind: 'approvals'; readonly place: ApprovalPlace }
  /** A link that was cut or changed on its way. */
  | { readonly kind: 'unreadable' };

export function addressOf(hash: string): Address {
  if (hash === '' || hash === '#' || hash === '#/') {
    return { kind: 'start' };
  }
  if (hash === LIST || hash === PROJECT) {
    return { kind: 'list' };
  }
  const place = promptPlaceOf(hash);
  if (place) {
    return { kind: 'prompts', place };
  }
  const approval = approvalPlaceOf(hash);
  if (approval) {
    return { kind: 'approvals', place: approval };
  }
  try {
    return hash.startsWith(PROJECT)
      ? { kind: 'project', id: decodeURIComponent(hash.slice(PROJECT.length)) }
      : { kind: 'unreadable' };
  } catch {
    return { kind: 'unreadable' };
  }
}

/** The address, renewed by links, Back and Forward. */
export function useAddress(): Address {
  return addressOf(useSyncExternalStore(subscribe, () => window.location.hash));
}

/** Goes to a project or to the list; Back leads to where the person was. */
export function goTo(id: string | undefined): void {
  const hash = id === undefined ? LIST : PROJECT + encodeURIComponent(id);
  if (hash !== window.location.hash) {
    window.history.pushState(null, '', window.location.pathname + hash);
    window.dispatchEvent(new Event(CHANGED));
  }
}

/** Forgets where the person was: whoever signs in next begins anew. */
export function forgetAddress(): void {
  window.history.replaceState(null, '', window.location.pathname);
  window.dispatchEvent(new Event(CHANGED));
}

function subscribe(listener: () => void): () => void {
  const events = ['hashchange', 'popstate', CHANGED];
  events.forEach((event) => {
    window.addEventListener(event, listener);
  });
  return () => {
    events.forEach((event) => {
      window.removeEventListener(event, listener);
    });
  };
}
