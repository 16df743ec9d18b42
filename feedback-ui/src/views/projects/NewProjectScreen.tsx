import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocation } from 'wouter';
import '../../styles/manage.css';
import { BlankForm } from './BlankForm';
import { TemplateForm } from './TemplateForm';
import { useTexts } from './texts';

/** A new project, from a template or from one's own prompts. */
export default function NewProjectScreen() {
  const t = useTexts();
  const [, navigate] = useLocation();
  const queries = useQueryClient();
  const [blank, setBlank] = useState(false);
  const made = (id: string) => {
    void queries.invalidateQueries({ queryKey: ['projects'] });
    navigate(`/manage/${id}`);
  };
  return (
    <div className="sheet">
      <h1>{t('newTitle')}</h1>
      {blank ? (
        <BlankForm onMade={made} />
      ) : (
        <TemplateForm
          onMade={({ id }) => {
            made(id);
          }}
        />
      )}
      <p>
        <button
          type="button"
          className="link"
          onClick={() => {
            setBlank(!blank);
          }}
        >
          {blank ? t('useTemplate') : t('useOwn')}
        </button>
      </p>
    </div>
  );
}
