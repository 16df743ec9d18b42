import { useQuery } from '@tanstack/react-query';
import { Alert } from '../../components/Alert';
import { useFormats } from '../../i18n/useFormats';
import { useServices } from '../services';
import { ModelledRaters } from './ModelledRaters';
import { ReliabilityPart } from './ReliabilityPart';
import { useTexts } from './texts';

const LOOK_EVERY_MS = 15_000;

/** What is known of a project's raters, and how far the numbers that rest on it can be believed. */
export function TrustPart({ project }: { readonly project: string }) {
  const t = useTexts();
  const { trust } = useServices();
  const { number, dateTime } = useFormats();
  const { data, error, refetch } = useQuery({
    queryKey: ['trust', project],
    queryFn: () => trust.report(project),
    refetchInterval: LOOK_EVERY_MS,
  });
  if (!data) {
    return <Alert problem={error} retry={() => void refetch()} />;
  }
  if (!data.fit) {
    return (
      <section aria-labelledby="trust">
        <h2 id="trust">{t('title')}</h2>
        <p>{t('notYet', { least: number(data.leastVotes) })}</p>
      </section>
    );
  }
  const { fit } = data;
  return (
    <section aria-labelledby="trust">
      <h2 id="trust">{t('title')}</h2>
      <p>{t('lead')}</p>
      <p className="hint">
        {t('fitted', {
          votes: number(fit.votes),
          pairs: number(fit.pairs),
          at: dateTime(fit.readAt),
        })}
      </p>
      {data.pending > 0 && (
        <p className="hint" role="status">
          {t('pending', { pending: data.pending })}
        </p>
      )}
      {fit.strays && <p role="status">{t('strays')}</p>}
      <ModelledRaters raters={data.raters} />
      <p className="hint">{t('cannotBeSeen')}</p>
      {data.reliability && <ReliabilityPart reliability={data.reliability} />}
    </section>
  );
}
