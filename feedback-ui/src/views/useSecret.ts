import { useEffect, useState } from 'react';
import { useLocation, useParams } from 'wouter';

/** The secret of the address, which then leaves the address and the browser's history. */
export function useSecret(cleanAddress: string): string | undefined {
  const { secret } = useParams<{ secret?: string }>();
  const [kept, setKept] = useState(secret);
  const [, navigate] = useLocation();
  if (secret !== undefined && secret !== kept) {
    setKept(secret);
  }
  useEffect(() => {
    if (secret !== undefined) {
      navigate(cleanAddress, { replace: true });
    }
  }, [secret, cleanAddress, navigate]);
  return kept;
}
