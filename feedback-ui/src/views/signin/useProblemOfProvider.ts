import { useEffect, useState } from 'react';
import type { Problem } from '../../domain/problem';
import { useTexts } from './texts';

/** With what else a provider's way back may come, somebody just begins again. */
const SAID: readonly string[] = [
  'no-role',
  'provider-away',
  'provider-refused',
  'account-disabled',
  'too-many-attempts',
];

interface Back {
  readonly problem?: Problem;
  readonly sentence?: string;
}

/** What went wrong at a provider, when somebody comes back from there with a problem's code; the address forgets it. */
export function useProblemOfProvider(): Back {
  const t = useTexts();
  const [code] = useState(() => new URLSearchParams(window.location.search).get('problem'));
  useEffect(() => {
    if (code !== null) {
      const { pathname, hash } = window.location;
      window.history.replaceState(window.history.state, '', pathname + hash);
    }
  }, [code]);
  if (code === null) {
    return {};
  }
  return SAID.includes(code)
    ? { problem: { code, status: 401 } }
    : { sentence: t('problem-unknown') };
}
