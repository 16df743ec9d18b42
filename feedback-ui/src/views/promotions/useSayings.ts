import type { Channel } from '../../domain/channels';
import { useTexts } from './texts';

/** What somebody wants of a channel. */
export type Step =
  | { readonly kind: 'start'; readonly offered: readonly string[] }
  | { readonly kind: 'share'; readonly share: number }
  | { readonly kind: 'end' | 'stop' | 'resume' }
  | { readonly kind: 'back'; readonly checkpointId: string };

/** What a step says of itself before it is done. */
export function useSayings({ channel, checkpointId: now }: Channel, step: Step) {
  const t = useTexts();
  switch (step.kind) {
    case 'start':
      return {
        title: t('start'),
        consequence: t('startConsequence', { channel }),
        button: t('start'),
      };
    case 'share':
      return {
        title: t('changeShare'),
        consequence: t('shareConsequence'),
        button: t('changeShare'),
      };
    case 'end':
      return { title: t('end'), consequence: t('endConsequence', { channel }), button: t('end') };
    case 'back': {
      const { checkpointId: checkpoint } = step;
      return {
        title: t('rollBack', { checkpoint }),
        consequence: t('rollBackConsequence', { channel, checkpoint, now }),
        button: t('rollBackButton'),
      };
    }
    case 'stop':
    case 'resume':
      return {
        title: t(step.kind, { channel }),
        consequence: t(`${step.kind}Consequence`, { channel }),
        button: t(step.kind, { channel }),
      };
  }
}
