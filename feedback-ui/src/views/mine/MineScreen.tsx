import { useQuery } from '@tanstack/react-query';
import { useLocation, useParams } from 'wouter';
import { Alert } from '../../components/Alert';
import { EmptyState } from '../../components/EmptyState';
import { Tabs } from '../../components/Tabs';
import { toProblem } from '../../domain/problem';
import '../../styles/rated.css';
import { useServices } from '../services';
import { HistoryView } from './HistoryView';
import { QualityView } from './QualityView';
import { useTexts } from './texts';

/** One's own ratings: what one said, and how that compares. */
export default function MineScreen() {
  const t = useTexts();
  const { feedback } = useServices();
  const [path, go] = useLocation();
  const { project } = useParams<{ project?: string }>();
  const quality = path.startsWith('/mine/quality');
  const projects = useQuery({ queryKey: ['projects'], queryFn: () => feedback.projects() });
  const chosen = project ?? (quality ? projects.data?.[0]?.id : undefined);
  const addressOf = (id: string | undefined): string =>
    quality ? `/mine/quality/${id ?? ''}` : id ? `/mine/in/${id}` : '/mine';
  return (
    <div className="sheet broad">
      <h1>{t('title')}</h1>
      <Tabs
        label={t('title')}
        here={quality ? '#/mine/quality' : '#/mine'}
        tabs={[
          { href: '#/mine', text: t('history') },
          { href: '#/mine/quality', text: t('quality') },
        ]}
      />
      <Alert
        sentence={projects.error ? toProblem(projects.error).sentence : undefined}
        retry={() => void projects.refetch()}
      />
      {projects.data && projects.data.length > 0 && (
        <label className="inline-field">
          {t('project')}
          <select
            className="choice"
            value={chosen ?? ''}
            onChange={(event) => {
              go(addressOf(event.target.value || undefined));
            }}
          >
            {!quality && <option value="">{t('allProjects')}</option>}
            {projects.data.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      {projects.data?.length === 0 && (
        <EmptyState title={t('noProject')} sentence={t('noProjectLead')} />
      )}
      {quality ? (
        chosen !== undefined && <QualityView key={chosen} project={chosen} />
      ) : (
        <HistoryView key={chosen ?? 'all'} project={chosen} />
      )}
    </div>
  );
}
