import { Alert } from '../../components/Alert';
import { toProblem } from '../../domain/problem';
import { useOperatorTexts } from './texts';

interface ProblemProps {
  readonly error: unknown;
  readonly retry: () => unknown;
}

/** What failed while a screen was loaded, and a way to try again. */
export function Problem({ error, retry }: ProblemProps) {
  const t = useOperatorTexts();
  if (error === null || error === undefined) {
    return null;
  }
  return (
    <Alert
      sentence={toProblem(error).sentence}
      retry={() => void retry()}
      retryLabel={t('again')}
    />
  );
}
