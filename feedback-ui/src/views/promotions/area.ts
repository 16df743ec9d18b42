import { mayOperate } from '../../domain/runs';
import type { Area } from '../shell/area';

export const area: Area = {
  name: 'promotions',
  path: '/promotions',
  patterns: ['/promotions', '/promotions/:channel'],
  nav: { group: 'operate', place: 3 },
  who: mayOperate,
  texts: ['operator', 'channel'],
  load: () => import('./PromotionsScreen'),
};
