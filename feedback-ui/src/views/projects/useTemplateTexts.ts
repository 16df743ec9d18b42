import { useCallback } from 'react';
import type { Template } from '../../domain/management';
import { useTexts } from './texts';

const NAMED = {
  'house-style': ['t-house-style', 't-house-style-about'],
  'helpful-harmless': ['t-helpful-harmless', 't-helpful-harmless-about'],
  summaries: ['t-summaries', 't-summaries-about'],
  code: ['t-code', 't-code-about'],
  ranking: ['t-ranking', 't-ranking-about'],
  demonstrations: ['t-demonstrations', 't-demonstrations-about'],
} as const;

const isNamed = (id: string): id is keyof typeof NAMED => id in NAMED;

/** A template's name and what it is for, in the person's language if the page has words for it. */
export function useTemplateTexts(): (template: Template) => {
  readonly name: string;
  readonly about: string;
} {
  const t = useTexts();
  return useCallback(
    (template) => {
      if (!isNamed(template.id)) {
        return template;
      }
      const [name, about] = NAMED[template.id];
      return { name: t(name), about: t(about) };
    },
    [t],
  );
}
