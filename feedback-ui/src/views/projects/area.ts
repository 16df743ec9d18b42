import type { Area } from '../shell/area';

export const area: Area = {
  name: 'projects',
  path: '/projects',
  nav: { group: 'work', place: 1 },
  who: () => true,
  texts: [],
  load: () => import('./ProjectsScreen'),
};
