import { mayManage } from '../../domain/session';
import type { Area } from '../shell/area';

export const area: Area = {
  name: 'data',
  path: '/data',
  patterns: ['/data', '/data/:project', '/data/:project/import', '/data/:project/webhooks'],
  nav: { group: 'manage', place: 3 },
  who: mayManage,
  texts: ['data'],
  load: () => import('./DataScreen'),
};
