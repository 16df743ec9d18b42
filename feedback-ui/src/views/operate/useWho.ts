import { useSession } from '../session';
import { useOperatorTexts } from './texts';

/** Tells who did something: oneself, the registry's rule, or a stand-in for somebody else. */
export function useWho(): (by: string | undefined) => string {
  const t = useOperatorTexts();
  const { id } = useSession();
  return (by) => {
    if (by === undefined) {
      return t('byItself');
    }
    if (by === id) {
      return t('you');
    }
    return by.startsWith('policy:') ? t('byRule') : by.slice(0, 8);
  };
}
