import type { TabMessage, Tabs } from '../domain/outbox';

const CHANNEL = 'attune.tabs';

/** The tabs of this browser that show the page. */
export function browserTabs(): Tabs {
  const channel = new BroadcastChannel(CHANNEL);
  const queues = new Map<string, Promise<unknown>>();
  return {
    tell(message) {
      channel.postMessage(message);
    },
    hear(listener) {
      const onMessage = ({ data }: MessageEvent<TabMessage>): void => {
        listener(data);
      };
      channel.addEventListener('message', onMessage);
      return () => {
        channel.removeEventListener('message', onMessage);
      };
    },
    async alone(name, work) {
      // Over plain HTTP there are no locks between tabs. Then each tab sends by itself: a key counts once whoever sends it.
      if ('locks' in navigator) {
        return await navigator.locks.request(name, work);
      }
      const before = queues.get(name) ?? Promise.resolve();
      const mine = before.then(work, work);
      queues.set(
        name,
        mine.catch(() => undefined),
      );
      return mine;
    },
  };
}
