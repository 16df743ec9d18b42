import type { Form } from '../domain/form';
import type { NewPrompt, ShownImage } from '../domain/project';

/** A prompt that shows images, while it is written. */
export interface ImagePromptDraft {
  readonly text: string;
  readonly images: readonly ShownImage[];
  /** As many as the form asks for; none where people write the answer. */
  readonly answers: readonly string[];
}

export const emptyImagePrompt = (form: Form): ImagePromptDraft => ({
  text: '',
  images: [],
  answers: Array.from({ length: form.answers }, () => ''),
});

/** The draft with an image that the service keeps; the same one is shown once. */
export const withImage = (draft: ImagePromptDraft, sha256: string): ImagePromptDraft =>
  draft.images.some((image) => image.sha256 === sha256)
    ? draft
    : { ...draft, images: [...draft.images, { sha256, alt: '' }] };

/** The prompt of the draft; undefined while something is missing. */
export function imagePromptOf({ text, images, answers }: ImagePromptDraft): NewPrompt | undefined {
  const complete =
    text.trim() !== '' &&
    images.length > 0 &&
    images.every(({ alt }) => alt.trim() !== '') &&
    answers.every((answer) => answer.trim() !== '');
  return complete
    ? {
        messages: [
          {
            role: 'user',
            content: text.trim(),
            images: images.map(({ sha256, alt }) => ({ sha256, alt: alt.trim() })),
          },
        ],
        split: 'TRAIN',
        ...(answers.length > 0 && { answers }),
      }
    : undefined;
}
