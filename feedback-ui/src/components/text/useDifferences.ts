import { useEffect, useState } from 'react';
import type { Differences } from './differences';

export type Compared =
  | { readonly kind: 'off' | 'working' | 'tooDifferent' }
  | { readonly kind: 'found'; readonly differences: Differences };

/** What differs between two texts, once it is wanted; what compares them comes only then. */
export function useDifferences(wanted: boolean, first: string, second: string): Compared {
  const key = `${String(first.length)}:${first}${second}`;
  const [found, setFound] = useState<{ readonly key: string; readonly compared: Compared }>();
  useEffect(() => {
    let current = wanted;
    if (wanted) {
      import('./differences')
        .then(({ differences }): Compared => {
          const result = differences(first, second);
          return result ? { kind: 'found', differences: result } : { kind: 'tooDifferent' };
        })
        // Without a connection all is shown.
        .catch((): Compared => ({ kind: 'off' }))
        .then((compared) => {
          if (current) {
            setFound({ key, compared });
          }
        })
        .catch(() => undefined);
    }
    return () => {
      current = false;
    };
  }, [wanted, first, second, key]);
  if (!wanted) {
    return { kind: 'off' };
  }
  return found?.key === key ? found.compared : { kind: 'working' };
}
