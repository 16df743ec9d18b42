import { useQuery } from '@tanstack/react-query';
import { useParams } from 'wouter';
import '../../styles/manage.css';
import '../../styles/raters.css';
import { Alert } from '../../components/Alert';
import { Tabs } from '../../components/Tabs';
import type { ManagedProject } from '../../domain/management';
import { toProblem } from '../../domain/problem';
import { mayRate } from '../../domain/session';
import { useServices } from '../services';
import { useSession } from '../session';
import { AgreementTab } from '../raters/AgreementTab';
import { ChecksTab } from '../raters/ChecksTab';
import { RatersTab } from '../raters/RatersTab';
import { StandingView } from '../standing/StandingView';
import { Lost } from '../shell/Lost';
import { FormTab } from './FormTab';
import { GuidelinesTab } from './GuidelinesTab';
import { NextTab } from '../choice/NextTab';
import { OverviewTab } from './OverviewTab';
import { PeopleTab } from './PeopleTab';
import { PromptsTab } from './PromptsTab';
import { SettingsTab } from './SettingsTab';
import { useTexts } from './texts';

const TABS = [
  'overview',
  'people',
  'raters',
  'checks',
  'agreement',
  'standing',
  'guidelines',
  'form',
  'prompts',
  'next',
  'settings',
] as const;
type TabName = (typeof TABS)[number];

/** A project as its managers see it. */
export default function ManageScreen() {
  const { id, tab = 'overview' } = useParams<{ id: string; tab?: string }>();
  const { management } = useServices();
  const project = useQuery({
    queryKey: ['project', id],
    queryFn: () => management.project(id),
  });
  const name = TABS.find((known) => known === tab);
  if (project.error && toProblem(project.error).status !== 404) {
    return (
      <div className="sheet">
        <Alert problem={project.error} retry={() => void project.refetch()} />
      </div>
    );
  }
  if (project.error || name === undefined) {
    return <Lost />;
  }
  return project.data ? (
    <Managed project={project.data} tab={name} />
  ) : (
    <div className="sheet" aria-busy="true" />
  );
}

function Managed({ project, tab }: { readonly project: ManagedProject; readonly tab: TabName }) {
  const t = useTexts();
  const rates = mayRate(useSession()) && !project.archivedAt;
  const base = `#/manage/${project.id}`;
  const href = (name: TabName) => (name === 'overview' ? base : `${base}/${name}`);
  return (
    <div className="sheet roomy">
      <div className="sheet-head">
        <h1 dir="auto">{project.name}</h1>
        {project.archivedAt && <span className="chip">{t('archived')}</span>}
        {rates && (
          <a className="button" href={`#/rate/${project.id}`}>
            {t('rate')}
          </a>
        )}
      </div>
      <Tabs
        label={t('parts')}
        here={href(tab)}
        tabs={TABS.map((name) => ({ href: href(name), text: t(name) }))}
      />
      <TabContent project={project} tab={tab} />
    </div>
  );
}

function TabContent({ project, tab }: { readonly project: ManagedProject; readonly tab: TabName }) {
  switch (tab) {
    case 'overview':
      return <OverviewTab project={project.id} />;
    case 'people':
      return <PeopleTab project={project} />;
    case 'raters':
      return <RatersTab project={project.id} />;
    case 'checks':
      return <ChecksTab project={project.id} />;
    case 'agreement':
      return <AgreementTab project={project.id} />;
    case 'standing':
      return <StandingView project={project.id} />;
    case 'guidelines':
      return <GuidelinesTab project={project} />;
    case 'form':
      return <FormTab project={project} />;
    case 'prompts':
      return <PromptsTab project={project} />;
    case 'next':
      return <NextTab project={project.id} />;
    case 'settings':
      return <SettingsTab project={project} />;
  }
}
