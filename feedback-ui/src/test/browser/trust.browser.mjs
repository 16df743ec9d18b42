// A manager sees what the votes say of who gave them and how far the numbers can be believed, in three languages, and lets pairs
// have more ratings where doubt is left.
//   ATTUNE_URL, ATTUNE_USER, ATTUNE_PASSWORD   the service and the manager
//   ATTUNE_PROJECT         id of a project with a fit of twelve raters, one of whom tosses coins and one has it the wrong way round
import assert from 'node:assert/strict';
import { environment, walkThrough } from './harness.mjs';

const project = environment('ATTUNE_PROJECT');

await walkThrough('trust', async (tools) => {
  const { page, step, everyLook, open, signIn, speak } = tools;

  await step('a manager sees how well each rater tells answers apart', async () => {
    await open(`/review/${project}/raters`);
    await signIn();
    await page.getByRole('heading', { name: 'What the votes say of who gave them' }).waitFor();
    assert.equal(await page.getByText('tells answers apart', { exact: true }).count(), 10);
    await page.getByText('mostly the other way round than the others').waitFor();
    await page.getByText('what is said has little to do with the answers').waitFor();
    await everyLook('raters');
  });

  await step('the figure is a table, too', async () => {
    await page.getByRole('img', { name: 'How far the numbers can be believed' }).waitFor();
    await page.getByText('As a table').click();
    await page.getByRole('columnheader', { name: 'Predicted' }).waitFor();
    await everyLook('reliability');
  });

  for (const [language, title] of [
    ['de', 'Wie weit man den Zahlen glauben kann'],
    ['ar', 'إلى أي مدى يمكن تصديق الأرقام'],
  ]) {
    await step(`all of it is said in ${language}`, async () => {
      await speak(language);
      await page.getByRole('heading', { name: title }).waitFor();
      await everyLook(`raters-${language}`);
    });
  }

  await step('pairs get more ratings where doubt is left', async () => {
    await speak('en');
    await open(`/manage/${project}/settings`);
    await page.getByRole('heading', { name: 'More ratings where doubt is left' }).waitFor();
    await page.getByLabel('Ask for more only where it is needed').check();
    await page.getByLabel('Ratings at first').fill('2');
    await page.getByLabel('Ratings at most').fill('5');
    await page.getByLabel('Sure enough at, in per cent').fill('90');
    await everyLook('overlap');
    const form = page.getByRole('form', { name: 'More ratings where doubt is left' });
    const saved = page.waitForResponse(
      (response) => response.url().endsWith('/overlap') && response.request().method() === 'PUT',
    );
    await form.getByRole('button', { name: 'Save' }).click();
    assert.equal((await saved).status(), 200);
    await page.reload();
    await page.getByRole('heading', { name: 'More ratings where doubt is left' }).waitFor();
    assert.equal(await page.getByLabel('Ratings at most').inputValue(), '5');
  });
});
