import type { Entry, OutboxStore } from '../domain/outbox';

const DATABASE = 'attune';
const STORE = 'outbox';

/** The outbox in the browser's database. Where there is none (some private windows), in memory. */
export function indexedDbOutbox(): OutboxStore {
  const memory = new Map<string, Entry>();
  let database: Promise<IDBDatabase> | undefined;
  const opened = (): Promise<IDBDatabase> => (database ??= open());

  return {
    async all(owner) {
      const kept = await opened()
        .then((db) =>
          done(db.transaction(STORE).objectStore(STORE).getAll() as IDBRequest<Entry[]>),
        )
        .catch(() => []);
      return [...kept, ...memory.values()].filter((entry) => entry.owner === owner);
    },
    async put(entry) {
      try {
        await written(await opened(), (store) => store.put(entry));
        return true;
      } catch {
        memory.set(entry.key, entry);
        return false;
      }
    },
    async remove(key) {
      memory.delete(key);
      await opened()
        .then((db) => written(db, (store) => store.delete(key)))
        .catch(() => undefined);
    },
  };
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(STORE, { keyPath: 'key' });
    };
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(new Error('The database of the browser cannot be opened.'));
    };
  });
}

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(new Error('The database of the browser did not answer.'));
    };
  });

/**
 * Resolves when the system has the change: a tab or a browser that is killed a moment later has lost nothing. The disk may have it a little
 * later, as nobody should wait for a slow one between two items; only a power cut in that moment loses the rating.
 */
const written = (db: IDBDatabase, change: (store: IDBObjectStore) => IDBRequest): Promise<void> =>
  new Promise((resolve, reject) => {
    const transaction = db.transaction(STORE, 'readwrite', { durability: 'relaxed' });
    transaction.oncomplete = () => {
      resolve();
    };
    transaction.onabort = () => {
      reject(new Error('The database of the browser did not take the rating.'));
    };
    change(transaction.objectStore(STORE));
  });
