import { mayOperate } from '../../domain/runs';
import type { Area } from '../shell/area';

export const area: Area = {
  name: 'gates',
  path: '/gates',
  patterns: ['/gates', '/gates/:project'],
  nav: { group: 'operate', place: 2.5 },
  who: mayOperate,
  texts: ['operator', 'gates'],
  load: () => import('./GatesScreen'),
};
