import type { Area } from '../shell/area';

export const area: Area = {
  name: 'invitation',
  path: '/join',
  patterns: ['/join', '/join/:secret'],
  who: 'open',
  texts: ['invitation', 'setup'],
  load: () => import('./JoinScreen'),
};
