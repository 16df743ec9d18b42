import { expect, it } from 'vitest';
import { PLAIN_FORM, type Form } from '../../domain/form';
import {
  draftOf,
  formOf,
  namesIn,
  withAxis,
  withNewAxis,
  withoutAxis,
} from '../../domain/formDraft';

const SCORED: Form = {
  task: 'RANK',
  answers: 5,
  top: 2,
  axes: [{ name: 'helpful', label: 'Helps', lowest: 0, highest: 7, high: 'a lot' }],
  flags: ['untrue', 'harmful'],
  comment: false,
  correction: true,
  highlights: ['wrong'],
};

const WRITTEN: Form = { ...PLAIN_FORM, task: 'DEMONSTRATE', answers: 0 };

it.each([PLAIN_FORM, SCORED, WRITTEN])(
  'a form that nobody changes stays as it is: $task',
  (form) => {
    expect(formOf(draftOf(form))).toEqual(form);
  },
);

it('another task asks only for what it can, and going back loses nothing', () => {
  const draft = draftOf(SCORED);
  const written = formOf({ ...draft, task: 'DEMONSTRATE' });
  expect(written).toEqual({
    ...PLAIN_FORM,
    task: 'DEMONSTRATE',
    answers: 0,
    comment: false,
  });
  const compared = formOf({ ...draft, task: 'COMPARE' });
  expect(compared.answers).toBe(2);
  expect(compared).not.toHaveProperty('top');
  expect(formOf({ ...draft, task: 'RANK' })).toEqual(SCORED);
});

it('a new axis is named by its label, and an old one keeps its name', () => {
  let draft = withNewAxis(draftOf(SCORED));
  const key = draft.axes[1]?.key ?? -1;
  expect(formOf(draft).axes).toHaveLength(1);
  draft = withAxis(draft, key, { label: ' helpful ' });
  draft = withAxis(draft, 0, { label: 'Is of help' });
  expect(formOf(draft).axes.map(({ name, label }) => [name, label])).toEqual([
    ['helpful', 'Is of help'],
    ['helpful 2', 'helpful'],
  ]);
  draft = withAxis(draft, key, {
    label: 'a label of more than forty characters, which no name may have',
  });
  expect(formOf(draft).axes[1]?.name).toBe('a label of more than forty characters, w');
});

it('axes are told apart after one was removed', () => {
  const draft = withNewAxis(withoutAxis(withNewAxis(withNewAxis(draftOf(PLAIN_FORM))), 0));
  expect(new Set(draft.axes.map(({ key }) => key)).size).toBe(2);
});

it('names are lines, each once', () => {
  expect(namesIn(' untrue \n\r\nharmful\nuntrue')).toEqual(['untrue', 'harmful']);
});

it('as many as there are is all', () => {
  expect(formOf({ ...draftOf(SCORED), answers: 3, top: 3 })).not.toHaveProperty('top');
});
