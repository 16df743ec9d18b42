import { useState } from 'react';
import { formOf, type FormDraft } from '../../domain/formDraft';
import { FormFields, NO_LOCKS } from './FormFields';
import { PreviewPart } from './PreviewPart';
import { useTexts } from './texts';

interface FormPartProps {
  readonly draft: FormDraft;
  readonly onChange: (draft: FormDraft) => void;
}

/** How people rate in a new project: one line, until somebody wants to see or change it. */
export function FormPart({ draft, onChange }: FormPartProps) {
  const t = useTexts();
  const [open, setOpen] = useState(false);
  return (
    <details
      className="form-part"
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>{t('howPeopleRate', { task: t(`task-${draft.task}`) })}</summary>
      {open && (
        <div className="form-part-body">
          <FormFields draft={draft} locks={NO_LOCKS} onChange={onChange} />
          <PreviewPart form={formOf(draft)} />
        </div>
      )}
    </details>
  );
}
