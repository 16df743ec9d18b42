import { useQuery } from '@tanstack/react-query';
import type { Room } from '../../domain/administration';
import { useFormats } from '../../i18n/useFormats';
import { useServices } from '../services';
import { Problem } from './Problem';
import { TopicAges } from './TopicAges';
import { useTexts } from './texts';

const AGAIN_MS = 5_000;

/** How each service and worker is, asked again every few seconds while somebody looks. */
export default function HealthScreen() {
  const t = useTexts();
  const { administration } = useServices();
  const rooms = useQuery({
    queryKey: ['rooms'],
    queryFn: () => administration.rooms(),
    refetchInterval: AGAIN_MS,
  });
  return (
    <div className="sheet broad">
      <h1>{t('health')}</h1>
      <p className="lead">{t('healthLead')}</p>
      <Problem query={rooms} />
      {rooms.data?.map((room) => (
        <RoomBox key={room.room} room={room} />
      ))}
      <TopicAges />
    </div>
  );
}

function RoomBox({ room }: { readonly room: Room }) {
  const t = useTexts();
  const { number } = useFormats();
  const count = (value: number | null | undefined): string =>
    value === null || value === undefined ? '–' : number(value);
  return (
    <section className="box" aria-labelledby={`room-${room.room}`}>
      <div className="sheet-head">
        <h2 id={`room-${room.room}`}>{room.room}</h2>
        <span className={room.state === 'UP' ? 'chip' : 'chip chip-bad'}>
          {t(`room-${room.state}`)}
        </span>
      </div>
      {room.state !== 'AWAY' && (
        <>
          <dl className="facts">
            <dt>{t('version')}</dt>
            <dd>
              <bdi>{room.version ?? t('versionUnknown')}</bdi>
            </dd>
            <dt>{t('outboxWaiting')}</dt>
            <dd>{count(room.outboxWaiting)}</dd>
            <dt>{t('outboxSetApart')}</dt>
            <dd>{count(room.outboxSetApart)}</dd>
            <dt>{t('deadLetters')}</dt>
            <dd>{count(room.deadLetters)}</dd>
          </dl>
          <ul className="steps">
            {room.checks.map(({ name, up, detail }) => (
              <li key={name}>
                <span className={up ? 'chip' : 'chip chip-bad'}>{up ? t('good') : t('bad')}</span>{' '}
                <span dir="auto">{detail === '' ? name : `${name}: ${detail}`}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
