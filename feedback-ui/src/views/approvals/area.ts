import { mayReadPrompts } from '../../domain/prompts';
import type { Area } from '../shell/area';

export const area: Area = {
  name: 'approvals',
  path: '/approvals',
  patterns: ['/approvals', '/approvals/*'],
  nav: { group: 'operate', place: 6 },
  who: mayReadPrompts,
  texts: ['approvals', 'operator', 'gates'],
  load: () => import('./ApprovalScreen'),
};
