import { mayReview } from '../../domain/review';
import type { Area } from '../shell/area';

export const area: Area = {
  name: 'review',
  path: '/review',
  patterns: [
    '/review',
    '/review/items/:item',
    '/review/:project/raters',
    '/review/:project/standing',
    '/review/:project/:kind',
    '/review/:project',
  ],
  nav: { group: 'manage', place: 3 },
  who: mayReview,
  texts: ['review', 'rated', 'text', 'trust', 'standing'],
  load: () => import('./ReviewScreen'),
};
