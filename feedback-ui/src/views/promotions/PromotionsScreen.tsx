import { useQuery } from '@tanstack/react-query';
import { useParams } from 'wouter';
import { EmptyState } from '../../components/EmptyState';
import type { Promotion } from '../../domain/proposals';
import { useFormats } from '../../i18n/useFormats';
import '../../styles/operator.css';
import '../../styles/gates.css';
import { EvaluationTable } from '../checkpoints/EvaluationTable';
import { Problem } from '../operate/Problem';
import { useOperatorTexts } from '../operate/texts';
import { useWho } from '../operate/useWho';
import { useServices } from '../services';
import { ChannelView } from './ChannelView';

const RENEWED_MS = 10_000;

/** What answers people: every channel, or the one that the address names. */
export default function PromotionsScreen() {
  const { channel } = useParams<{ channel?: string }>();
  return channel === undefined ? <Channels /> : <ChannelView key={channel} channel={channel} />;
}

function Channels() {
  const t = useOperatorTexts();
  const { approvals, operator } = useServices();
  const served = useQuery({
    queryKey: ['served'],
    queryFn: () => approvals.served(),
    refetchInterval: RENEWED_MS,
  });
  const evaluations = useQuery({
    queryKey: ['evaluations'],
    queryFn: () => operator.evaluations(),
    refetchInterval: RENEWED_MS,
  });
  return (
    <div className="sheet broad">
      <h1>{t('promotions')}</h1>
      <Problem error={served.error ?? evaluations.error} retry={served.refetch} />
      {served.data?.length === 0 && (
        <EmptyState title={t('nothingServed')} sentence={t('nothingServedNext')}>
          <a className="button primary" href="#/checkpoints">
            {t('toCheckpoints')}
          </a>
        </EmptyState>
      )}
      {served.data && served.data.length > 0 && <ChannelTable served={served.data} />}
      {evaluations.data && <EvaluationTable evaluations={evaluations.data} named />}
    </div>
  );
}

function ChannelTable({ served }: { readonly served: readonly Promotion[] }) {
  const t = useOperatorTexts();
  const formats = useFormats();
  const who = useWho();
  return (
    <div className="table-scroll">
      <table className="data">
        <caption className="visually-hidden">{t('channels')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('channel')}</th>
            <th scope="col">{t('checkpoint')}</th>
            <th scope="col">{t('since')}</th>
            <th scope="col">{t('by')}</th>
            <th scope="col">{t('why')}</th>
          </tr>
        </thead>
        <tbody>
          {served.map(({ channel, checkpointId, at, by, reason }) => (
            <tr key={channel}>
              <th scope="row">
                <a href={`#/promotions/${channel}`}>{channel}</a>
              </th>
              <td>
                <a href={`#/checkpoints/${checkpointId}`}>{checkpointId}</a>
              </td>
              <td>
                <time dateTime={at}>{formats.dateTime(at)}</time>
              </td>
              <td>{who(by)}</td>
              <td>{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
