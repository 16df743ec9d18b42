import createClient from 'openapi-fetch';
import type { ChannelDesk } from '../domain/channels';
import { good, required } from './answers';
import { fetchOrOffline } from './fetchOrOffline';
import type { paths } from './registry';

const named = (channel: string) => ({ params: { path: { channel } } });

/** Channels and their canaries; the registry keeps them, and feedback-service hands the questions on. */
export function httpChannelDesk(baseUrl: string): ChannelDesk {
  const client = createClient<paths>({ baseUrl: `${baseUrl}/registry`, fetch: fetchOrOffline });
  return {
    channel: (name) => required(client.GET('/api/channels/{channel}', named(name))),
    canaries: (channel) =>
      required(client.GET('/api/channels/{channel}/canary/all', named(channel))),
    async start({ channel, version }, checkpointId, share, reason) {
      const body = { checkpointId, share, version, reason };
      await good(client.POST('/api/channels/{channel}/canary', { ...named(channel), body }));
    },
    async share({ channel, version }, share, reason) {
      const body = { share, version, reason };
      await good(client.PUT('/api/channels/{channel}/canary/share', { ...named(channel), body }));
    },
    async end({ channel, version }, reason) {
      const body = { version, reason };
      await good(client.POST('/api/channels/{channel}/canary/end', { ...named(channel), body }));
    },
    async rollBack({ channel, version }, checkpointId, reason) {
      const body = { checkpointId, version, reason };
      await good(client.POST('/api/channels/{channel}/rollback', { ...named(channel), body }));
    },
    async stop(name, reason) {
      await good(client.POST('/api/channels/{channel}/stop', { ...named(name), body: { reason } }));
    },
    async resume(name, reason) {
      const body = { reason };
      await good(client.POST('/api/channels/{channel}/resumption', { ...named(name), body }));
    },
  };
}
