import { mayOperate } from '../../domain/runs';
import type { Area } from '../shell/area';

export const area: Area = {
  name: 'checkpoints',
  path: '/checkpoints',
  patterns: ['/checkpoints', '/checkpoints/:id'],
  nav: { group: 'operate', place: 2 },
  who: mayOperate,
  texts: ['operator'],
  load: () => import('./CheckpointsScreen'),
};
