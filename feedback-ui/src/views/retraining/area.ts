import { mayOperate } from '../../domain/runs';
import type { Area } from '../shell/area';

export const area: Area = {
  name: 'retraining',
  path: '/retraining',
  patterns: ['/retraining', '/retraining/:project'],
  nav: { group: 'operate', place: 1.5 },
  who: mayOperate,
  texts: ['operator', 'retraining'],
  load: () => import('./RetrainingScreen'),
};
