import { useCallback, useState } from 'react';

const closedKey = (projectId: string): string => `attune.guidelines-closed.${projectId}`;

/** Open until the person closes them, remembered for each project in this browser. */
export function useGuidelinesOpen(projectId: string): readonly [boolean, (open: boolean) => void] {
  const [open, setOpen] = useState(() => localStorage.getItem(closedKey(projectId)) === null);
  const remember = useCallback(
    (next: boolean) => {
      setOpen(next);
      if (next) {
        localStorage.removeItem(closedKey(projectId));
      } else {
        localStorage.setItem(closedKey(projectId), 'yes');
      }
    },
    [projectId],
  );
  return [open, remember];
}
