import { mayCreateProjects } from '../../domain/session';
import type { Area } from '../shell/area';

export const areas: readonly Area[] = [
  {
    name: 'setup',
    path: '/setup',
    patterns: ['/setup', '/setup/:secret'],
    who: 'open',
    texts: ['setup'],
    load: () => import('./SetupScreen'),
  },
  {
    name: 'setup',
    path: '/begin',
    who: mayCreateProjects,
    bare: true,
    texts: ['setup', 'projects'],
    load: () => import('./BeginScreen'),
  },
  {
    name: 'setup',
    path: '/begin/:id',
    who: mayCreateProjects,
    bare: true,
    texts: ['setup', 'manage', 'awaited'],
    load: () => import('./WhoRatesScreen'),
  },
];
