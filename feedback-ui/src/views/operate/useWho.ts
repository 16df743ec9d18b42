import { useSession } from '../session';
import { useOperatorTexts } from './texts';

const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

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
    if (by.startsWith('policy:')) {
      return t('byRule');
    }
    return UUID.test(by) ? by.slice(0, 8) : by;
  };
}
