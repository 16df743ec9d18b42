import { useCallback, useState } from 'react';
import type { Keys } from '../../domain/keys';
import { keepKeys, keysOf } from '../../usecases/deviceKeys';

/** The keys of a person on this device. */
export function useChosenKeys(owner: string): readonly [Keys, (keys: Keys) => void] {
  const [keys, setKeys] = useState(() => keysOf(owner));
  const keep = useCallback(
    (next: Keys) => {
      keepKeys(owner, next);
      setKeys(next);
    },
    [owner],
  );
  return [keys, keep];
}
