import type { Draft } from '../../domain/draft';
import { unranked, withPlace } from '../../domain/ranking';

/** The row of the ranking where the focus is, if it is there. */
function rowInFocus(): number | undefined {
  const row = document.activeElement?.closest<HTMLElement>('[data-rank-row]');
  return row ? Number(row.dataset.rankRow) : undefined;
}

/** A digit gives its place to the answer in focus, else to the first that has none; 0 takes the place away. */
export function placeByKey(draft: Draft, place: number): Draft {
  const position = rowInFocus() ?? unranked(draft.places)[0];
  if (position === undefined || place > draft.places.length) {
    return draft;
  }
  const places =
    place === 0
      ? draft.places.map((old, at) => (at === position ? undefined : old))
      : withPlace(draft.places, position, place);
  return { ...draft, places };
}

/** Goes to the first question that has no answer, else to what sends. */
export function goToNextQuestion(): void {
  const open = document.querySelector<HTMLElement>(
    '[data-open-question] input, textarea[data-open-question]',
  );
  const next = open ?? document.querySelector<HTMLElement>('[data-send]');
  next?.focus();
  next?.scrollIntoView({ block: 'center' });
}
