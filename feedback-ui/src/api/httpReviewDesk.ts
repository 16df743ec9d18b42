import createClient, { type Client } from 'openapi-fetch';
import type { NewOpinion } from '../domain/opinions';
import type { ReviewDesk } from '../domain/reviewDesk';
import { good, required } from './answers';
import { imageOf, messageOf } from './assignments';
import { fetchOrOffline } from './fetchOrOffline';
import type { components, paths } from './schema';

type Schemas = components['schemas'];

/** Ratings that were given, over HTTP. */
export function httpReviewDesk(baseUrl: string): ReviewDesk {
  const client: Client<paths> = createClient<paths>({ baseUrl, fetch: fetchOrOffline });
  return {
    ...history(client, baseUrl),
    ...notes(client),
    ...review(client, baseUrl),
    ...voiding(client),
  };
}

/** What was asked and answered, with the images of its project. */
function shownOf(
  { projectId, prompt, images }: Pick<Schemas['ReviewItem'], 'projectId' | 'prompt' | 'images'>,
  baseUrl: string,
) {
  const place = `${baseUrl}/api/projects/${projectId}/images/`;
  return {
    prompt: prompt.map((message) => messageOf(message, place)),
    images: images.map((those) => those.map((one) => imageOf(one, place))),
  };
}

/** The wire's lists are not read-only, and nobody changes them. */
const wire = (opinion: NewOpinion): Schemas['RatingRequest'] =>
  opinion as unknown as Schemas['RatingRequest'];

function history(
  client: Client<paths>,
  baseUrl: string,
): Pick<ReviewDesk, 'history' | 'revise' | 'takeBack' | 'again' | 'quality'> {
  return {
    async history({ project, unseen, after }) {
      const { ratings, next } = await required(
        client.GET('/api/ratings', {
          params: {
            query: {
              unseen,
              ...(project !== undefined && { project }),
              ...(after !== undefined && { after }),
            },
          },
        }),
      );
      return { next, ratings: ratings.map((one) => ({ ...one, ...shownOf(one, baseUrl) })) };
    },
    async revise({ id, version }, opinion, key) {
      await good(
        client.PUT('/api/ratings/{ratingId}', {
          params: {
            path: { ratingId: id },
            header: { 'If-Match': `"${version}"`, 'Idempotency-Key': key },
          },
          body: wire(opinion),
        }),
      );
    },
    async takeBack(ratingId, reason) {
      await good(
        client.DELETE('/api/ratings/{ratingId}', {
          params: { path: { ratingId }, query: reason === undefined ? {} : { reason } },
        }),
      );
    },
    async again(ratingId) {
      await good(client.POST('/api/ratings/{ratingId}/again', { params: { path: { ratingId } } }));
    },
    quality: (id) =>
      required(client.GET('/api/projects/{id}/quality', { params: { path: { id } } })),
  };
}

function notes(
  client: Client<paths>,
): Pick<ReviewDesk, 'flag' | 'notes' | 'write' | 'seen' | 'unseen'> {
  return {
    async flag(itemId, reason, words) {
      await good(
        client.PUT('/api/items/{itemId}/flag', {
          params: { path: { itemId } },
          body: words.trim() === '' ? { reason } : { reason, words },
        }),
      );
    },
    notes: (itemId) =>
      required(client.GET('/api/items/{itemId}/notes', { params: { path: { itemId } } })),
    async write(itemId, text, rater) {
      await good(
        client.POST('/api/items/{itemId}/notes', {
          params: { path: { itemId } },
          body: rater === undefined ? { text } : { text, rater },
        }),
      );
    },
    async seen(itemId, until) {
      await good(
        client.POST('/api/items/{itemId}/notes/seen', {
          params: { path: { itemId } },
          body: { until },
        }),
      );
    },
    async unseen() {
      return (await required(client.GET('/api/notes'))).notes;
    },
  };
}

function review(
  client: Client<paths>,
  baseUrl: string,
): Pick<ReviewDesk, 'list' | 'item' | 'reviewed' | 'decide' | 'adjudicate' | 'accept' | 'revoke'> {
  return {
    list: ({ project, kind, least, rater, after }) =>
      required(
        client.GET('/api/projects/{id}/review', {
          params: {
            path: { id: project },
            query: {
              kind,
              least,
              ...(rater !== undefined && { rater }),
              ...(after !== undefined && { after }),
            },
          },
        }),
      ),
    async item(itemId) {
      const item = await required(
        client.GET('/api/items/{itemId}/review', { params: { path: { itemId } } }),
      );
      return { ...item, ...shownOf(item, baseUrl) };
    },
    async reviewed(itemId, until) {
      await good(
        client.POST('/api/items/{itemId}/review/seen', {
          params: { path: { itemId } },
          body: { until },
        }),
      );
    },
    async decide(itemId, decision, reason) {
      await good(
        client.PUT('/api/items/{itemId}/decision', {
          params: { path: { itemId } },
          body: { decision, reason },
        }),
      );
    },
    async adjudicate(itemId, opinion) {
      await good(
        client.PUT('/api/items/{itemId}/adjudication', {
          params: { path: { itemId } },
          body: wire(opinion),
        }),
      );
    },
    async accept(itemId, { refusals, ...choice }) {
      await good(
        client.PUT('/api/items/{itemId}/adjudication', {
          params: { path: { itemId } },
          body: { ...choice, refusals: [...refusals] },
        }),
      );
    },
    async revoke(itemId, reason) {
      await good(
        client.DELETE('/api/items/{itemId}/adjudication', {
          params: { path: { itemId }, query: { reason } },
        }),
      );
    },
  };
}

function voiding(
  client: Client<paths>,
): Pick<ReviewDesk, 'raters' | 'voidings' | 'preview' | 'voidRatings'> {
  return {
    raters: (id) =>
      required(client.GET('/api/projects/{id}/voidings/raters', { params: { path: { id } } })),
    voidings: (id) =>
      required(client.GET('/api/projects/{id}/voidings', { params: { path: { id } } })),
    preview: (id, rater, since) =>
      required(
        client.GET('/api/projects/{id}/voidings/preview', {
          params: { path: { id }, query: { rater, since } },
        }),
      ),
    async voidRatings(id, target, key) {
      await good(
        client.POST('/api/projects/{id}/voidings', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: target,
        }),
      );
    },
  };
}
