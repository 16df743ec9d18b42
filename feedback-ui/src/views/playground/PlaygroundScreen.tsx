import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { Alert } from '../../components/Alert';
import { EmptyState } from '../../components/EmptyState';
import '../../styles/operator.css';
import { useServices } from '../services';
import { ComparisonView } from './ComparisonView';
import { Earlier } from './Earlier';
import { keptSetup, type Setup } from './setup';
import { SetupForm } from './SetupForm';
import { usePlaygroundTexts } from './texts';
import { useBegin } from './useBegin';

/** Two models side by side; a verdict on their answers is a rating. */
export default function PlaygroundScreen() {
  const { comparison, model } = useParams<{ comparison?: string; model?: string }>();
  const t = usePlaygroundTexts();
  const { feedback, playground } = useServices();
  const [, go] = useLocation();
  const [setup, setSetup] = useState<Setup>(() => keptSetup(model));
  const projects = useQuery({ queryKey: ['projects'], queryFn: () => feedback.projects() });
  const models = useQuery({ queryKey: ['models'], queryFn: () => playground.models() });
  const begin = useBegin(setup, (id) => {
    go(`/playground/${id}`);
  });
  const failed = projects.error ?? models.error;
  return (
    <div className="sheet broad">
      <div className="sheet-head">
        <h1>{t('title')}</h1>
        {comparison !== undefined && (
          <a className="button" href="#/playground">
            {t('another')}
          </a>
        )}
      </div>
      <Alert
        problem={failed}
        retry={() => void Promise.all([projects.refetch(), models.refetch()])}
        retryLabel={t('again')}
      />
      {projects.data?.length === 0 && (
        <EmptyState title={t('noProject')} sentence={t('noProjectNext')}>
          <a className="button primary" href="#/projects">
            {t('toProjects')}
          </a>
        </EmptyState>
      )}
      {comparison !== undefined ? (
        <ComparisonView key={comparison} id={comparison} begin={begin} />
      ) : (
        projects.data &&
        projects.data.length > 0 &&
        models.data && (
          <SetupForm
            projects={projects.data}
            models={models.data}
            setup={setup}
            begin={begin}
            onChange={setSetup}
          />
        )
      )}
      {comparison === undefined && <Earlier />}
    </div>
  );
}
