import type { Form } from '../domain/form';
import type { NewPrompt } from '../domain/project';
import type { components } from './schema';

/** Prompts as the service takes them. */
export const newPromptsOf = (
  prompts: readonly NewPrompt[],
): components['schemas']['PromptLine'][] =>
  prompts.map(({ messages, split, answers, wanted }) => ({
    messages: messages.map(({ images, ...turn }) => ({
      ...turn,
      ...(images && { images: [...images] }),
    })),
    split,
    ...(answers && { answers: [...answers] }),
    ...(wanted?.language && { language: wanted.language }),
    ...(wanted && wanted.skills.length > 0 && { skills: [...wanted.skills] }),
    ...(wanted && wanted.priority !== 0 && { priority: wanted.priority }),
  }));

/** A form as the service takes it. */
export function formRequestOf(form: Form): components['schemas']['FormRequest'] {
  const { axes, flags, highlights } = form;
  return { ...form, axes: [...axes], flags: [...flags], highlights: [...highlights] };
}
