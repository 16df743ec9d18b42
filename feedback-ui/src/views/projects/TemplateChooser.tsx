import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { Alert } from '../../components/Alert';
import { RichText } from '../../components/text/RichText';
import type { Template } from '../../domain/management';
import { useServices } from '../services';
import { useTemplateTexts } from './useTemplateTexts';
import { useTexts } from './texts';

interface TemplateChooserProps {
  readonly chosen: string;
  readonly onChoose: (template: Template) => void;
}

/** The templates as a group of choices, each with what it brings. */
export function TemplateChooser({ chosen, onChoose }: TemplateChooserProps) {
  const t = useTexts();
  const group = useId();
  const { management } = useServices();
  const said = useTemplateTexts();
  const templates = useQuery({
    queryKey: ['templates'],
    queryFn: () => management.templates(),
    staleTime: Infinity,
  });
  const shown = templates.data?.find(({ id }) => id === chosen);
  return (
    <>
      <Alert problem={templates.error} retry={() => void templates.refetch()} />
      <fieldset className="choices" aria-busy={templates.isPending}>
        <legend>{t('templateLegend')}</legend>
        {templates.data?.map((template) => (
          <label key={template.id} className="choice-card">
            <input
              type="radio"
              name={group}
              value={template.id}
              checked={template.id === chosen}
              onChange={() => {
                onChoose(template);
              }}
            />
            <strong>{said(template).name}</strong>
            <span className="hint">{said(template).about}</span>
          </label>
        ))}
      </fieldset>
      {shown && (
        <details className="template-detail">
          <summary>{t('templateDetail', { count: shown.prompts.length })}</summary>
          <div lang="en" dir="ltr">
            <RichText source={shown.guidelines} level={2} />
          </div>
          <ul lang="en" dir="ltr">
            {shown.prompts.slice(0, 5).map((prompt) => (
              <li key={prompt}>
                <RichText source={prompt} level={3} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
