import { useEffect, useRef, useState } from 'react';
import type { Places } from '../../domain/ranking';

/** The answer whose place changed last, for who hears the page; undefined before anything moved. */
export function useLastMoved(places: Places): number | undefined {
  const before = useRef(places);
  const [moved, setMoved] = useState<number>();
  useEffect(() => {
    const position = places.findIndex((place, at) => place !== before.current[at]);
    before.current = places;
    if (position >= 0) {
      setMoved(position);
    }
  }, [places]);
  return moved;
}
