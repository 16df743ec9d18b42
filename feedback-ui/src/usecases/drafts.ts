/** Comments that were begun and have not been sent, by the pair's item; an empty one is none. */
export interface Drafts {
  of(itemId: string): string;
  keep(itemId: string, text: string): void;
}

const BEGINNING = 'attune.comment.';

/** Kept in this tab, so that a reload loses nothing; each person has their own. */
export function tabDrafts(owner: string): Drafts {
  const place = (itemId: string): string => `${BEGINNING}${owner}.${itemId}`;
  return {
    of: (itemId) => sessionStorage.getItem(place(itemId)) ?? '',
    keep(itemId, text) {
      if (text === '') {
        sessionStorage.removeItem(place(itemId));
      } else {
        sessionStorage.setItem(place(itemId), text);
      }
    },
  };
}

/** Whoever uses the tab next finds nothing of what others wrote. */
export function forgetDrafts(): void {
  Object.keys(sessionStorage)
    .filter((key) => key.startsWith(BEGINNING))
    .forEach((key) => {
      sessionStorage.removeItem(key);
    });
}
