import { isAdministrator, mayManage } from '../../domain/session';
import type { Area } from '../shell/area';

const administered = (
  name: string,
  place: number,
  load: Area['load'],
  { patterns, texts = [] }: Partial<Pick<Area, 'patterns' | 'texts'>> = {},
): Area => ({
  name,
  path: `/${name}`,
  ...(patterns && { patterns }),
  nav: { group: 'administer', place },
  who: isAdministrator,
  texts: ['admin', ...texts],
  load,
});

export const areas: readonly Area[] = [
  administered('accounts', 1, () => import('./AccountsScreen'), {
    patterns: ['/accounts', '/accounts/:name'],
  }),
  administered('invitations', 2, () => import('./InvitationsScreen'), { texts: ['manage'] }),
  {
    name: 'tokens',
    path: '/tokens',
    nav: { group: 'administer', place: 3 },
    who: mayManage,
    texts: ['tokens'],
    load: () => import('../tokens/TokensScreen'),
  },
  administered('providers', 4, () => import('./ProvidersScreen')),
  administered('audit', 5, () => import('./AuditScreen')),
  administered('health', 6, () => import('./HealthScreen')),
];
