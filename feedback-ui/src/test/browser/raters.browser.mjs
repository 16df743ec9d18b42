// Raters and their care: as a manager sees it, and as a rater who was hinted.
//   ATTUNE_URL, ATTUNE_USER, ATTUNE_PASSWORD   required; the user manages the project
//   ATTUNE_PROJECT_ID      its id; one of its known answers is doubted
//   ATTUNE_RATER           name of a rater who was hinted and has not read it; the password is the same
//   ATTUNE_SCREENSHOTS     folder for pictures (default: target/screenshots)
//   CHROMIUM               the browser (default: /usr/bin/chromium)
// Exit codes as in harness.mjs.
import assert from 'node:assert/strict';
import { environment, walkThrough } from './harness.mjs';

const project = environment('ATTUNE_PROJECT_ID');
const rater = environment('ATTUNE_RATER');

await walkThrough(
  'raters',
  async ({ page, step, everyLook, picture, isAccessible, open, signIn, signOut, speak }) => {
    const card = () => page.getByRole('region', { name: rater });

    await step('a manager reads what was measured of each rater', async () => {
      await open(`/manage/${project}/raters`);
      await signIn();
      await card().getByText('hinted').first().waitFor();
      await card().getByText('What was measured', { exact: true }).click();
      await card().getByText('Known answers right').waitFor();
      await card().getByText('What was done').click();
      await everyLook('raters');
    });

    await step('only with a reason do ratings count no more', async () => {
      await page.getByRole('button', { name: `Decide about ${rater}` }).click();
      await page.getByLabel('Ratings are taken and do not count').check();
      assert.ok(await page.getByRole('button', { name: 'Save' }).isDisabled());
      await page.getByLabel('Why').fill('Clicks without reading');
      await everyLook('decision');
      await page.getByRole('button', { name: 'Save' }).click();
      await card().getByText('does not count').first().waitFor();
    });

    await step('and they count again', async () => {
      await page.getByRole('button', { name: `Decide about ${rater}` }).click();
      await page.getByLabel('A private hint').check();
      await page.getByLabel('Why').fill('Please read both answers before you choose.');
      await page.getByRole('button', { name: 'Save' }).click();
      await card().getByText('hinted').first().waitFor();
    });

    await step('the manager says how much of the work checks raters', async () => {
      await open(`/manage/${project}/checks`);
      await page.getByLabel('Items with a known answer, in percent').fill('5');
      await page.getByLabel('Pairs that the rater has rated before, in percent').fill('5');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Saved.').waitFor();
      await everyLook('checks');
    });

    await step('too large a share is refused with a sentence', async () => {
      const share = page.getByLabel('Attention checks, in percent');
      await share.evaluate((input) => input.removeAttribute('max'));
      await share.fill('55');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('alert').waitFor();
      await picture('too-much');
    });

    await step('a known answer that raters contradict is decided', async () => {
      await page.getByText('probably wrong').waitFor();
      await page.getByRole('button', { name: 'Take it out' }).first().click();
      await page.getByLabel('Reason').fill('The other answer is right');
      await page.getByRole('dialog').getByRole('button', { name: 'Take it out' }).click();
      await page.getByText('taken out').first().waitFor();
    });

    await step('a pair with a known answer is added', async () => {
      await page.getByLabel('Kind').selectOption('ATTENTION');
      await page.getByLabel('Question').fill('Is somebody there?');
      await page.getByLabel('The better answer').fill('Please choose this answer.');
      await page.getByLabel('The other answer').fill('Please choose the other answer.');
      await page.getByRole('button', { name: 'Add', exact: true }).click();
      await page.getByText('Added.').waitFor();
      await page.getByText('Is somebody there?').waitFor();
    });

    await step('agreement is shown with its intervals', async () => {
      await open(`/manage/${project}/agreement`);
      await page.getByRole('heading', { name: 'Agreement by day' }).waitFor();
      await page.getByRole('heading', { name: 'Beside reviewers' }).waitFor();
      await everyLook('agreement');
    });

    await step('the same in Arabic and in German', async () => {
      await speak('ar');
      await picture('agreement-ar');
      await isAccessible();
      await open(`/manage/${project}/raters`);
      await page.locator('section.rater').first().waitFor();
      await picture('raters-ar');
      await isAccessible();
      await open(`/manage/${project}/checks`);
      await page.locator('form').first().waitFor();
      await picture('checks-ar');
      await isAccessible();
      await speak('de');
      await picture('checks-de');
      await speak('en');
      await signOut();
    });

    await step('the rater is told once what stands out, with an example', async () => {
      await open(`/rate/${project}`);
      await signIn(rater);
      const dialog = page.getByRole('dialog');
      await dialog.getByText('Please read both answers before you choose.').waitFor();
      await dialog.getByText('An example').first().click();
      await dialog.getByRole('button', { name: 'Show me the guidelines' }).click();
      await dialog.getByText('be kind').waitFor();
      await everyLook('hint');
      await dialog.getByLabel('Your answer to those who run the project').fill('I shall.');
      await dialog.getByRole('button', { name: 'Send' }).click();
      await dialog.getByText('They can read it now.').waitFor();
      await dialog.getByRole('button', { name: 'I have read it' }).click();
      await dialog.waitFor({ state: 'detached' });
      await page.reload();
      await page.getByRole('heading', { name: 'Which answer is better?' }).waitFor();
      assert.equal(await page.getByRole('dialog').count(), 0);
    });

    await step('and finds it again under the own ratings', async () => {
      await open(`/mine/quality/${project}`);
      await page.getByRole('heading', { name: 'What you were told' }).waitFor();
      await page.getByRole('heading', { name: 'How steady you are' }).waitFor();
      await everyLook('mine');
      await speak('ar');
      await picture('mine-ar');
      await isAccessible();
    });
  },
  { allowed: ['400'] },
);
