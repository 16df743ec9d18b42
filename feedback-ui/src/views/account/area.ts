import type { Area } from '../shell/area';

export const area: Area = {
  name: 'account',
  path: '/account',
  who: () => true,
  texts: ['account', 'tokens'],
  load: () => import('./AccountScreen'),
};
