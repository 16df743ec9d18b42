import { useQuery } from '@tanstack/react-query';
import { ScrollBox } from '../../components/ScrollBox';
import { Time } from '../../components/Time';
import { useFormats } from '../../i18n/useFormats';
import { useServices } from '../services';
import { Problem } from './Problem';
import { useTexts } from './texts';

const AGAIN_MS = 15_000;

/** How fresh each topic of the bus is. */
export function TopicAges() {
  const t = useTexts();
  const { fromNow } = useFormats();
  const { administration } = useServices();
  const ages = useQuery({
    queryKey: ['rooms', 'topics'],
    queryFn: () => administration.topicAges(),
    refetchInterval: AGAIN_MS,
  });
  return (
    <div className="box">
      <h2>{t('topics')}</h2>
      <p className="hint">{t('topicsLead')}</p>
      <Problem query={ages} />
      {ages.data && (
        <ScrollBox label={t('topics')}>
          <table className="data">
            <thead>
              <tr>
                <th scope="col">{t('topic')}</th>
                <th scope="col">{t('newest')}</th>
              </tr>
            </thead>
            <tbody>
              {ages.data.map(({ topic, newestAt }) => (
                <tr key={topic}>
                  <th scope="row">
                    <bdi>{topic}</bdi>
                  </th>
                  <td>
                    {newestAt ? (
                      <>
                        {fromNow(newestAt, ages.dataUpdatedAt)}{' '}
                        <span className="hint">
                          <Time at={newestAt} />
                        </span>
                      </>
                    ) : (
                      t('topicEmpty')
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </div>
  );
}
