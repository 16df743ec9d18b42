import { expect, it } from 'vitest';
import { additions } from '../../components/text/additions';
import { PLAIN_FORM } from '../../domain/form';
import { emptyImagePrompt, imagePromptOf, withImage } from '../../usecases/imagePrompt';

const HASH = 'a'.repeat(64);

it('a prompt with images is whole once each part of it is', () => {
  let draft = withImage({ ...emptyImagePrompt(PLAIN_FORM), text: ' What is it? ' }, HASH);
  draft = withImage(draft, HASH);
  expect(draft.images).toHaveLength(1);
  expect(imagePromptOf(draft)).toBeUndefined();
  draft = { ...draft, answers: ['A cat.', 'A dog.'] };
  expect(imagePromptOf(draft)).toBeUndefined();
  draft = { ...draft, images: [{ sha256: HASH, alt: ' a cat ' }] };
  expect(imagePromptOf(draft)).toEqual({
    messages: [{ role: 'user', content: 'What is it?', images: [{ sha256: HASH, alt: 'a cat' }] }],
    split: 'TRAIN',
    answers: ['A cat.', 'A dog.'],
  });
  expect(imagePromptOf({ ...draft, images: [] })).toBeUndefined();
});

it('where people write the answer none come with the prompt', () => {
  const form = { ...PLAIN_FORM, task: 'DEMONSTRATE', answers: 0 } as const;
  const draft = {
    ...emptyImagePrompt(form),
    text: 'What is it?',
    images: [{ sha256: HASH, alt: 'a cat' }],
  };
  expect(imagePromptOf(draft)).not.toHaveProperty('answers');
});

it('what came into a text is marked where it stands', () => {
  const after = 'Be **kind** and be brief.';
  expect(
    additions('Be **kind**.', after, 'new').map(({ start, end }) => after.slice(start, end)),
  ).toEqual([' and be brief']);
  expect(additions('one two', 'one', 'new')).toEqual([]);
});
