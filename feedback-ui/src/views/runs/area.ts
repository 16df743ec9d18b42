import { mayOperate } from '../../domain/runs';
import type { Area } from '../shell/area';

export const area: Area = {
  name: 'runs',
  path: '/runs',
  patterns: ['/runs', '/runs/new', '/runs/new/:recipe', '/runs/:id'],
  nav: { group: 'operate', place: 1 },
  who: mayOperate,
  texts: ['operator'],
  load: () => import('./RunsScreen'),
};
