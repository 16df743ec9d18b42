import type { Area } from '../shell/area';

export const area: Area = {
  name: 'projects',
  path: '/',
  who: () => true,
  texts: [],
  load: () => import('./StartScreen'),
};
