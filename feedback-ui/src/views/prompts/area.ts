import { mayReadPrompts } from '../../domain/prompts';
import type { Area } from '../shell/area';

export const area: Area = {
  name: 'prompts',
  path: '/prompts',
  patterns: ['/prompts', '/prompts/*', '/prompt-runs/*'],
  nav: { group: 'operate', place: 5 },
  who: mayReadPrompts,
  texts: [],
  load: () => import('./PromptScreen'),
};
