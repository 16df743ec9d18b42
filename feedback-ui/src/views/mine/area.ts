import { mayRate } from '../../domain/session';
import type { Area } from '../shell/area';

export const area: Area = {
  name: 'mine',
  path: '/mine',
  patterns: ['/mine', '/mine/in/:project', '/mine/quality', '/mine/quality/:project'],
  nav: { group: 'work', place: 3 },
  who: mayRate,
  texts: ['mine', 'rated', 'text', 'rate', 'notice'],
  load: () => import('./MineScreen'),
};
