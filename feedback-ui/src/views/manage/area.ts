import type { Area } from '../shell/area';

export const area: Area = {
  name: 'manage',
  path: '/manage/:id',
  patterns: ['/manage/:id', '/manage/:id/:tab'],
  who: () => true,
  texts: [
    'manage',
    'choice',
    'projects',
    'awaited',
    'form',
    'rate',
    'text',
    'raters',
    'trust',
    'standing',
  ],
  load: () => import('./ManageScreen'),
};
