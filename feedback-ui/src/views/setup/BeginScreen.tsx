import { useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { TemplateForm } from '../projects/TemplateForm';
import { SetupPage } from './SetupPage';
import { useTexts } from './texts';

/** The second step: what the first project is about. */
export default function BeginScreen() {
  const t = useTexts();
  const [, navigate] = useLocation();
  const queries = useQueryClient();
  return (
    <SetupPage step={2} title={t('projectTitle')} lead={t('projectLead')}>
      <TemplateForm
        onMade={({ id }) => {
          void queries.invalidateQueries({ queryKey: ['projects'] });
          navigate(`/begin/${id}`);
        }}
      />
      <p>
        <a href="#/projects">{t('later')}</a>
      </p>
    </SetupPage>
  );
}
