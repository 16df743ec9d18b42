import { isAdministrator, mayManage } from '../../domain/session';
import type { Area } from '../shell/area';

const administered = (
  name: string,
  place: number,
  load: Area['load'],
  patterns?: Area['patterns'],
): Area => ({
  name,
  path: `/${name}`,
  ...(patterns && { patterns }),
  nav: { group: 'administer', place },
  who: isAdministrator,
  texts: ['admin'],
  load,
});

export const areas: readonly Area[] = [
  administered('accounts', 1, () => import('./AccountsScreen'), ['/accounts', '/accounts/:name']),
  {
    name: 'tokens',
    path: '/tokens',
    nav: { group: 'administer', place: 2 },
    who: mayManage,
    texts: ['tokens'],
    load: () => import('../tokens/TokensScreen'),
  },
  administered('providers', 3, () => import('./ProvidersScreen')),
  administered('audit', 4, () => import('./AuditScreen')),
  administered('health', 5, () => import('./HealthScreen')),
];
