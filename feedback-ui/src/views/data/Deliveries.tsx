import { ScrollBox } from '../../components/ScrollBox';
import type { Delivery } from '../../domain/dataDesk';
import { useFormats } from '../../i18n/useFormats';
import { useTexts } from './texts';

interface DeliveriesProps {
  readonly deliveries: readonly Delivery[];
  readonly onReplay: (delivery: string) => void;
}

/** What was sent to a webhook, and what came of it. */
export function Deliveries({ deliveries, onReplay }: DeliveriesProps) {
  const t = useTexts();
  const { dateTime } = useFormats();
  return (
    <ScrollBox label={t('deliveries')}>
      <table className="data">
        <caption className="visually-hidden">{t('deliveries')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('event')}</th>
            <th scope="col">{t('happened')}</th>
            <th scope="col">{t('outcome')}</th>
            <th scope="col" className="number">
              {t('attempts')}
            </th>
            <th scope="col">
              <span className="visually-hidden">{t('sendAgain')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {deliveries.map((delivery) => (
            <tr key={delivery.id}>
              <td>
                <code>{delivery.type}</code>
              </td>
              <td>{dateTime(delivery.happenedAt)}</td>
              <td>
                <Outcome delivery={delivery} />
              </td>
              <td className="number">{delivery.attempts}</td>
              <td>
                {!delivery.nextAt && (
                  <button
                    type="button"
                    className="link"
                    onClick={() => {
                      onReplay(delivery.id);
                    }}
                  >
                    {t('sendAgain')}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}

function Outcome({ delivery }: { readonly delivery: Delivery }) {
  const t = useTexts();
  const { dateTime } = useFormats();
  if (delivery.deliveredAt) {
    return t('delivered', { status: delivery.lastStatus ?? 0 });
  }
  return (
    <>
      <bdi>{delivery.lastError ?? t('waiting')}</bdi>
      {delivery.nextAt && delivery.attempts > 0 && (
        <> {t('nextTry', { time: dateTime(delivery.nextAt) })}</>
      )}
      {!delivery.nextAt && <> {t('givenUp')}</>}
    </>
  );
}
