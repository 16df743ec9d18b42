import { useCallback } from 'react';
import { whoNow } from '../usecases/comeIn';
import { useServices } from './services';
import { useSessionControls } from './session';

/** Gives the administrator who is signed in the role of an annotator; the page goes on with it. */
export function useRateToo(): () => Promise<void> {
  const { entry, feedback } = useServices();
  const { enter } = useSessionControls();
  return useCallback(async () => {
    await entry.rateToo();
    enter(await whoNow(feedback));
  }, [entry, feedback, enter]);
}
