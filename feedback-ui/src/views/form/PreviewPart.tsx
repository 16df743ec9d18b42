import { lazy, Suspense } from 'react';
import type { Form } from '../../domain/form';
import { useTexts } from './texts';

const FormPreview = lazy(() => import('./FormPreview'));

/** What raters will see of a form, as it is being written. */
export function PreviewPart({ form }: { readonly form: Form }) {
  const t = useTexts();
  return (
    <section className="panel form-preview" aria-labelledby="preview-title">
      <h2 id="preview-title">{t('preview')}</h2>
      <p className="lead">{t('previewLead')}</p>
      <Suspense fallback={<div aria-busy="true" />}>
        {/* Another number of answers is another item. */}
        <FormPreview key={`${form.task} ${String(form.answers)}`} form={form} />
      </Suspense>
    </section>
  );
}
