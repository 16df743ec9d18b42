import { Linter } from 'eslint';
import { expect, it } from 'vitest';
import looseTexts from '../../../scripts/looseTexts.js';

function found(code: string): readonly string[] {
  const messages = new Linter().verify(`export const made = () => (${code});`, [
    {
      languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } },
      plugins: { attune: { rules: { 'loose-texts': looseTexts } } },
      rules: { 'attune/loose-texts': 'error' },
    },
  ]);
  return messages.map(({ message }) => message);
}

it.each([
  '<p>Nothing is left</p>',
  '<p>{"Nothing"}</p>',
  '<p>{done ? t("done") : "running"}</p>',
  '<p>{`${count} cases`}</p>',
  '<p>{count > 0 && " cases"}</p>',
  '<button aria-label="Close" />',
  '<button title={`Close ${name}`} />',
  '<Alert retryLabel="Send again" />',
  '<EmptyState title="Nothing" sentence={t("lead")} />',
  '<Menu text="More" />',
  '{ why: "The service cannot be reached." }',
  '`Version ${version} of ${name}`',
])('a text outside of the catalogues is found: %s', (code) => {
  expect(found(code)).toHaveLength(1);
});

it.each([
  '<p>{t("nothing")}</p>',
  '<p className="chip chip-bad">{count} · {at}</p>',
  '<kbd>A</kbd>',
  '<b>Attune</b>',
  '<p>{signs[state]}: ×</p>',
  '<input name="password" type="password" autoComplete="current-password" />',
  '<Command line="./attune tasks propose FOLDER --user NAME" />',
  '<text>{line}</text>',
  '{ kind: "list", at: "2026-11-28", key: `${prompt} ${provider}` }',
])('what is no text is left alone: %s', (code) => {
  expect(found(code)).toEqual([]);
});

it('a mistake of ours may be told in English', () => {
  expect(found('(() => { throw new Error("There is no session: render inside."); })()')).toEqual(
    [],
  );
});
