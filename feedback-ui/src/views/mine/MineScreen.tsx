import { useQuery } from '@tanstack/react-query';
import { useLocation, useParams } from 'wouter';
import { Alert } from '../../components/Alert';
import { EmptyState } from '../../components/EmptyState';
import { Tabs } from '../../components/Tabs';
import '../../styles/rated.css';
import { useServices } from '../services';
import { HistoryView } from './HistoryView';
import { QualityView } from './QualityView';
import { useTexts } from './texts';

/** The tab in question, of the project that was chosen: who goes to the other tab stays in it. */
const addressOf = (quality: boolean, project: string | undefined): string =>
  `/mine${quality ? '/quality' : project ? '/in' : ''}${project ? `/${project}` : ''}`;

/** One's own ratings: what one said, and how that compares. */
export default function MineScreen() {
  const t = useTexts();
  const { feedback } = useServices();
  const [path, go] = useLocation();
  const { project } = useParams<{ project?: string }>();
  const quality = path.startsWith('/mine/quality');
  const projects = useQuery({ queryKey: ['projects'], queryFn: () => feedback.projects() });
  const chosen = project ?? (quality ? projects.data?.[0]?.id : undefined);
  return (
    <div className="sheet broad">
      <h1>{t('title')}</h1>
      <Tabs
        label={t('title')}
        here={`#${addressOf(quality, project)}`}
        tabs={[
          { href: `#${addressOf(false, project)}`, text: t('history') },
          { href: `#${addressOf(true, project)}`, text: t('quality') },
        ]}
      />
      <Alert problem={projects.error} retry={() => void projects.refetch()} />
      {projects.data && projects.data.length > 0 && (
        <label className="inline-field">
          {t('project')}
          <select
            className="choice"
            value={chosen ?? ''}
            onChange={(event) => {
              go(addressOf(quality, event.target.value || undefined));
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
