import { useCallback, useMemo, useState } from 'react';

export type Part = 'guidelines' | 'differences' | 'written';

export const isPart = (command: string): command is Part =>
  command === 'guidelines' || command === 'differences' || command === 'written';

/** What of the desk is shown, and how. */
export interface Look {
  readonly guidelines: boolean;
  readonly differences: boolean;
  readonly written: boolean;
  readonly toggle: (part: Part) => void;
}

const closedKey = (projectId: string): string => `attune.guidelines-closed.${projectId}`;
const WRITTEN = 'attune.as-written';

const remember = (key: string, yes: boolean): void => {
  if (yes) {
    localStorage.setItem(key, 'yes');
  } else {
    localStorage.removeItem(key);
  }
};

/** Guidelines stay closed for each project once they were closed, and texts as written, in this browser. Differences are asked for. */
export function useLook(projectId: string): Look {
  const [shown, setShown] = useState(() => ({
    guidelines: localStorage.getItem(closedKey(projectId)) === null,
    differences: false,
    written: localStorage.getItem(WRITTEN) !== null,
  }));
  const toggle = useCallback(
    (part: Part) => {
      const next = { ...shown, [part]: !shown[part] };
      setShown(next);
      remember(closedKey(projectId), !next.guidelines);
      remember(WRITTEN, next.written);
    },
    [projectId, shown],
  );
  return useMemo(() => ({ ...shown, toggle }), [shown, toggle]);
}
