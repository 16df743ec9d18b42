import { COMMANDS, DEFAULT_KEYS, mayBeKey, type Keys } from '../domain/keys';

const place = (owner: string): string => `attune.keys.${owner}`;

/** The keys that a person has chosen on this device; what cannot be read is as if it were not there. */
export function keysOf(owner: string, storage: Storage = localStorage): Keys {
  try {
    const kept = JSON.parse(storage.getItem(place(owner)) ?? '{}') as Partial<Keys>;
    const keys = { ...DEFAULT_KEYS, ...kept };
    const good =
      COMMANDS.every((command) => typeof keys[command] === 'string' && mayBeKey(keys[command])) &&
      new Set(COMMANDS.map((command) => keys[command])).size === COMMANDS.length;
    return good ? keys : DEFAULT_KEYS;
  } catch {
    return DEFAULT_KEYS;
  }
}

export function keepKeys(owner: string, keys: Keys, storage: Storage = localStorage): void {
  const changed = COMMANDS.filter((command) => keys[command] !== DEFAULT_KEYS[command]);
  if (changed.length === 0) {
    storage.removeItem(place(owner));
  } else {
    storage.setItem(
      place(owner),
      JSON.stringify(Object.fromEntries(changed.map((command) => [command, keys[command]]))),
    );
  }
}
