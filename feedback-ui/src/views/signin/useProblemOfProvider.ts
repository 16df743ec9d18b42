import { useEffect, useState } from 'react';
import { useTexts } from './texts';

const KNOWN = [
  'no-role',
  'provider-away',
  'provider-refused',
  'account-disabled',
  'too-many-attempts',
] as const;

type Known = (typeof KNOWN)[number];

const isKnown = (code: string): code is Known => KNOWN.some((known) => known === code);

/** What went wrong at a provider, when somebody comes back from there with a problem's code; the address forgets it. */
export function useProblemOfProvider(): string | undefined {
  const t = useTexts();
  const [code] = useState(() => new URLSearchParams(window.location.search).get('problem'));
  useEffect(() => {
    if (code !== null) {
      const { pathname, hash } = window.location;
      window.history.replaceState(window.history.state, '', pathname + hash);
    }
  }, [code]);
  if (code === null) {
    return undefined;
  }
  return isKnown(code) ? t(`problem-${code}`) : t('problem-unknown');
}
