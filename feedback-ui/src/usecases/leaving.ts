const actions = new Set<() => Promise<void>>();

/** Nobody waits longer than this to sign out. */
const LONGEST_MS = 2_000;

/** Does `action` before the person signs out; the result forgets it. */
export function beforeSigningOut(action: () => Promise<void>): () => void {
  actions.add(action);
  return () => {
    actions.delete(action);
  };
}

/** The person is about to sign out: what they hold goes back while they still may say so. */
export async function getReadyToSignOut(): Promise<void> {
  const all = Promise.allSettled([...actions].map((action) => action()));
  await Promise.race([all, new Promise((resolve) => setTimeout(resolve, LONGEST_MS))]);
}
