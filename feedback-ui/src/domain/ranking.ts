/** The place of each answer, by its position on the screen; the same place is a tie, undefined is not ranked. */
export type Places = readonly (number | undefined)[];

/** Positions in groups, best first; those of one group are equally good. */
export function groupsOf(places: Places): readonly (readonly number[])[] {
  const groups = new Map<number, number[]>();
  places.forEach((place, position) => {
    if (place !== undefined) {
      groups.set(place, [...(groups.get(place) ?? []), position]);
    }
  });
  return [...groups].sort(([one], [other]) => one - other).map(([, positions]) => positions);
}

/** The positions that have no place yet, in their order. */
export const unranked = (places: Places): readonly number[] =>
  places.flatMap((place, position) => (place === undefined ? [position] : []));

/** Places 1, 2, 3, … for groups. */
export function placesOf(groups: readonly (readonly number[])[], answers: number): Places {
  const places: (number | undefined)[] = Array.from({ length: answers }, () => undefined);
  groups
    .filter((group) => group.length > 0)
    .forEach((group, index) => {
      group.forEach((position) => {
        places[position] = index + 1;
      });
    });
  return places;
}

/** Gives an answer a place as a digit says it; the same digit again takes it away. */
export const withPlace = (places: Places, position: number, place: number): Places =>
  places.map((old, at) => (at !== position ? old : old === place ? undefined : place));

/** The answer moves one group up (-1) or down (1); out of a tie it stands alone. One without a place becomes the last. */
export function step(places: Places, position: number, direction: -1 | 1): Places {
  const groups = groupsOf(places);
  const from = groups.findIndex((group) => group.includes(position));
  if (from < 0) {
    return placesOf([...groups, [position]], places.length);
  }
  const rest = groups.map((group) => group.filter((other) => other !== position));
  const tied = (rest[from]?.length ?? 0) > 0;
  // Out of a tie the answer lands just beside it; alone it passes the neighbouring group.
  const at = direction < 0 ? (tied ? from : from - 1) : tied ? from + 1 : from + 2;
  const to = Math.max(0, at);
  return placesOf([...rest.slice(0, to), [position], ...rest.slice(to)], places.length);
}

/** The answer becomes as good as the group above it. */
export function tieWithAbove(places: Places, position: number): Places {
  const groups = groupsOf(places);
  const from = groups.findIndex((group) => group.includes(position));
  const ranked = from < 0 ? groups.length : from;
  const above = ranked - 1;
  return above < 0
    ? places
    : placesOf(
        groups.map((group, index) => {
          const rest = group.filter((other) => other !== position);
          return index === above ? [...rest, position] : rest;
        }),
        places.length,
      );
}

/** The answer is put where another one stands in the list: before it when it comes from below, else after it. */
export function dropAt(places: Places, position: number, target: number): Places {
  if (position === target) {
    return places;
  }
  const order = [...groupsOf(places).flat(), ...unranked(places)];
  const down = places[position] !== undefined && order.indexOf(position) < order.indexOf(target);
  const groups = groupsOf(places).map((group) => group.filter((other) => other !== position));
  const at = groups.findIndex((group) => group.includes(target));
  const to = at < 0 ? groups.length : down ? at + 1 : at;
  return placesOf([...groups.slice(0, to), [position], ...groups.slice(to)], places.length);
}
