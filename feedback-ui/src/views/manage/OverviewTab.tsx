import { useQuery } from '@tanstack/react-query';
import { Alert } from '../../components/Alert';
import { EmptyState } from '../../components/EmptyState';
import { AnswersReady } from '../rate/AnswersReady';
import { useServices } from '../services';
import { AgreementPart } from './AgreementPart';
import { DayChart } from './DayChart';
import { PacePart } from './PacePart';
import { WorkTable } from './WorkTable';
import { useTexts } from './texts';

const DAYS = 14;
const LOOK_EVERY_MS = 10_000;

/** How far a project is, who rates, how quickly, and whether they agree. */
export function OverviewTab({ project }: { readonly project: string }) {
  const t = useTexts();
  const { management } = useServices();
  const progress = useQuery({
    queryKey: ['progress', project],
    queryFn: () => management.progress(project),
    refetchInterval: LOOK_EVERY_MS,
  });
  const overview = useQuery({
    queryKey: ['overview', project],
    queryFn: () =>
      management.overview(project, DAYS, Intl.DateTimeFormat().resolvedOptions().timeZone),
    refetchInterval: LOOK_EVERY_MS,
  });
  const error = progress.error ?? overview.error;
  if (error) {
    return (
      <Alert
        problem={error}
        retry={() => {
          void progress.refetch();
          void overview.refetch();
        }}
      />
    );
  }
  if (!progress.data || !overview.data) {
    return <div aria-busy="true" />;
  }
  if (progress.data.prompts === 0) {
    return (
      <EmptyState title={t('noPromptsTitle')} sentence={t('noPrompts')}>
        <a className="button primary" href={`#/manage/${project}/prompts`}>
          {t('addPrompts')}
        </a>
      </EmptyState>
    );
  }
  const rated = overview.data.people.some(({ ratings, skipped }) => ratings + skipped > 0);
  return (
    <>
      {progress.data.waiting > 0 && <AnswersReady project={project} />}
      <PacePart progress={progress.data} overview={overview.data} />
      {rated ? (
        <>
          <DayChart overview={overview.data} />
          <WorkTable overview={overview.data} />
          <AgreementPart agreement={overview.data.agreement} />
        </>
      ) : (
        <EmptyState title={t('noRatingsTitle')} sentence={t('noRatings')}>
          <a className="button primary" href={`#/manage/${project}/people`}>
            {t('inviteRaters')}
          </a>
        </EmptyState>
      )}
    </>
  );
}
