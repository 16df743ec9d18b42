import type { UseQueryResult } from '@tanstack/react-query';
import { Alert } from '../../components/Alert';
import { useShellTexts } from '../shell/texts';

/** Why a question has no answer, with a way to ask again. */
export function Problem({ query }: { readonly query: UseQueryResult }) {
  const t = useShellTexts();
  return (
    <Alert problem={query.error} retry={() => void query.refetch()} retryLabel={t('tryAgain')} />
  );
}
