import { mayRate } from '../../domain/session';
import type { Area } from '../shell/area';

export const area: Area = {
  name: 'rate',
  path: '/rate',
  // Addresses of before, which people have kept.
  patterns: ['/rate/:id', '/projects/:id'],
  who: mayRate,
  bare: true,
  texts: ['rate', 'text', 'awaited', 'rated', 'notice'],
  load: () => import('./RateScreen'),
};
