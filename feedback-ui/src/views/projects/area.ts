import { mayCreateProjects } from '../../domain/session';
import type { Area } from '../shell/area';

export const areas: readonly Area[] = [
  {
    name: 'projects',
    path: '/projects',
    patterns: ['/projects', '/projects/archived'],
    nav: { group: 'work', place: 1 },
    who: () => true,
    texts: ['projects'],
    load: () => import('./ProjectsScreen'),
  },
  {
    name: 'projects',
    path: '/projects/new',
    who: mayCreateProjects,
    texts: ['projects', 'form', 'rate', 'text'],
    load: () => import('./NewProjectScreen'),
  },
];
