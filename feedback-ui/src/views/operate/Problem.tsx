import { Alert } from '../../components/Alert';
import type { Failure } from '../../domain/problem';
import { useOperatorTexts } from './texts';

interface ProblemProps {
  readonly error: Failure;
  readonly retry: () => unknown;
}

/** What failed while a screen was loaded, and a way to try again. */
export function Problem({ error, retry }: ProblemProps) {
  const t = useOperatorTexts();
  return <Alert problem={error} retry={() => void retry()} retryLabel={t('again')} />;
}
