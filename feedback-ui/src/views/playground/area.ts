import { mayOperate } from '../../domain/runs';
import type { Area } from '../shell/area';

export const area: Area = {
  name: 'playground',
  path: '/playground',
  patterns: ['/playground', '/playground/with/:model', '/playground/:comparison'],
  nav: { group: 'operate', place: 4 },
  who: mayOperate,
  texts: ['playground', 'text', 'operator'],
  load: () => import('./PlaygroundScreen'),
};
