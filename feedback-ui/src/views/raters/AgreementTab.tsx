import { useQuery } from '@tanstack/react-query';
import { Alert } from '../../components/Alert';
import { EmptyState } from '../../components/EmptyState';
import { useServices } from '../services';
import { AgreementGroups } from './AgreementGroups';
import { AgreementTiles } from './AgreementTiles';
import { Drops } from './Drops';
import { ReviewedPart } from './ReviewedPart';
import { useTexts } from './texts';

/** Whether raters say the same, by day and by version of the guidelines, and what reviewers hold to be right. */
export function AgreementTab({ project }: { readonly project: string }) {
  const t = useTexts();
  const { raters } = useServices();
  const found = useQuery({
    queryKey: ['agreement', project],
    queryFn: () => raters.agreement(project, Intl.DateTimeFormat().resolvedOptions().timeZone),
  });
  if (found.error) {
    return <Alert problem={found.error} retry={() => void found.refetch()} />;
  }
  if (!found.data) {
    return <div aria-busy="true" />;
  }
  const agreement = found.data;
  if (agreement.all.items === 0) {
    return <EmptyState title={t('nothingShared')} sentence={t('nothingSharedLead')} />;
  }
  return (
    <>
      <p className="lead">{t('agreementLead')}</p>
      <Drops drops={agreement.drops} />
      <AgreementTiles group={agreement.all} />
      <AgreementGroups id="by-day" title={t('byDay')} groups={agreement.days} by="day" />
      <AgreementGroups
        id="by-version"
        title={t('byVersion')}
        groups={agreement.versions}
        by="version"
      />
      <ReviewedPart agreement={agreement} />
    </>
  );
}
