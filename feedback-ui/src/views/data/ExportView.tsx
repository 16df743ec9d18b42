import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Alert } from '../../components/Alert';
import { EmptyState } from '../../components/EmptyState';
import type { ExportWish } from '../../domain/dataDesk';
import { useFormats } from '../../i18n/useFormats';
import { useServices } from '../services';
import { Filters, FormChoice } from './ExportFilters';
import { ExportPreview } from './ExportPreview';
import { useTexts } from './texts';

const USUAL: ExportWish = {
  form: 'preference',
  split: 'TRAIN',
  open: false,
  undecided: false,
  since: '',
};

/** A project's ratings as a file: which form, which rows, how many. */
export function ExportView({ projectId }: { readonly projectId: string }) {
  const t = useTexts();
  const { data } = useServices();
  const { number } = useFormats();
  const [wish, setWish] = useState(USUAL);
  const offered = useQuery({
    queryKey: ['exports', projectId],
    queryFn: () => data.exports(projectId),
  });
  const change = (part: Partial<ExportWish>): void => {
    setWish({ ...wish, ...part });
  };
  if (!offered.data) {
    return (
      <Alert problem={offered.error} retry={() => void offered.refetch()} retryLabel={t('again')} />
    );
  }
  const { sizes, forms } = offered.data;
  if (sizes.settled + sizes.open + sizes.prompts + sizes.answers === 0) {
    return (
      <EmptyState title={t('nothingYet')} sentence={t('nothingYetHint')}>
        <a className="button primary" href={`#/data/${projectId}/import`}>
          {t('import')}
        </a>
      </EmptyState>
    );
  }
  return (
    <>
      <p className="lead">
        {t('sizes', {
          settled: number(sizes.settled),
          open: number(sizes.open),
          prompts: number(sizes.prompts),
          heldOut: number(sizes.heldOut),
          answers: number(sizes.answers),
        })}
      </p>
      <form
        className="data-form"
        onSubmit={(event) => {
          event.preventDefault();
        }}
      >
        <FormChoice
          forms={forms.map(({ form }) => form)}
          chosen={wish.form}
          onChoose={(form) => {
            change({ form });
          }}
        />
        <Filters wish={wish} onChange={change} />
      </form>
      <div className="actions">
        <a className="button primary" href={data.exportAddress(projectId, wish, false)} download>
          {t('download')}
        </a>
        <a className="button" href={data.exportAddress(projectId, wish, true)} download>
          {t('downloadAll')}
        </a>
      </div>
      <ExportPreview key={JSON.stringify(wish)} projectId={projectId} wish={wish} />
    </>
  );
}
