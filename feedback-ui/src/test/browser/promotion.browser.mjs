// Against a whole platform: an engineer sets gates of a project in the page and asks people where a checkpoint would be promoted; a
// reviewer approves it on the evidence; the engineer goes back. gates.browser.mjs sees what takes days to come about.
//   ATTUNE_URL, ATTUNE_USER, ATTUNE_PASSWORD   an engineer; production serves something
//   ATTUNE_REVIEWER        a reviewer with the same password
//   ATTUNE_PROJECT         the name of a project of the engineer's that has no gates
//   ATTUNE_CHECKPOINT      a checkpoint of it that can be served
import assert from 'node:assert/strict';
import { environment, walkThrough } from './harness.mjs';

const checkpoint = environment('ATTUNE_CHECKPOINT');

await walkThrough(
  'promotion',
  async ({ page, step, everyLook, open, signIn, signOut }) => {
    const dialog = () => page.getByRole('dialog');

    await step('an engineer lets two people stand behind promotions', async () => {
      await page.goto(environment('ATTUNE_URL'));
      await signIn();
      await page.getByRole('link', { name: 'Gates', exact: true }).click();
      await page.getByRole('link', { name: environment('ATTUNE_PROJECT') }).click();
      await page.getByText('No gate: checkpoints are promoted as without any.').waitFor();
      await page.getByText('Nothing was measured yet.').waitFor();
      await everyLook('no-gates');
      const save = page.getByRole('button', { name: 'Save', exact: true });
      await page.getByLabel('People must stand behind a promotion').check();
      await page.getByLabel('How many').fill('11');
      await save.click();
      await page.getByText('approval.people must lie between 1 and 10 but is 11').waitFor();
      await page.getByLabel('How many').fill('2');
      await save.click();
      await page.getByText('Version 1, changed by you').waitFor();
      await page.reload();
      await page.getByText('2 people must stand behind a promotion').waitFor();
    });

    let proposal = '';
    await step('asks for a promotion that needs people, and cannot approve it', async () => {
      await open(`/checkpoints/${checkpoint}`);
      await page.getByRole('button', { name: 'Promote', exact: true }).click();
      await dialog().getByLabel('Reason').fill('it is kinder');
      await dialog().getByRole('button', { name: 'Promote', exact: true }).click();
      await dialog().getByRole('button', { name: 'Ask for approval' }).click();
      await page.waitForURL(/#\/approvals\/promotion-/);
      proposal = new URL(page.url()).hash.slice(1);
      await page.getByText('You asked for this yourself').waitFor();
      await page.getByText('1 of 2 stand behind it').waitFor();
      await everyLook('asked');
      await signOut();
    });

    await step('a reviewer approves it on the evidence', async () => {
      await signIn(environment('ATTUNE_REVIEWER'));
      await page.getByRole('link', { name: 'Approvals' }).click();
      await page.locator('a.project', { hasText: checkpoint }).click();
      await page.getByText('The project asks for no gate').waitFor();
      await page.getByLabel('Reason', { exact: true }).fill('read forty of its answers');
      await page.getByRole('button', { name: 'Approve', exact: true }).click();
      await dialog().getByText('You are the last one who is wanted').waitFor();
      await dialog().getByRole('button', { name: 'Approve', exact: true }).click();
      await page.getByText(`production serves ${checkpoint} now.`).waitFor();
      await page.getByText('The evidence as it was').waitFor();
      await everyLook('promoted');
      await signOut();
    });

    await step('the engineer goes back, past the gates', async () => {
      await open('/promotions/production');
      await signIn();
      await page.getByText('None has run here yet.').waitFor();
      await page
        .getByRole('button', { name: /^Go back to base-/ })
        .first()
        .click();
      await dialog().getByLabel('Reason').fill('it is rude');
      await dialog().getByRole('button', { name: 'Go back to it' }).click();
      await dialog().waitFor({ state: 'detached' });
      await page.getByText('it is rude').first().waitFor();
      await everyLook('back');
      await open(proposal);
      await page.locator('.chip[data-state="PROMOTED"]').waitFor();
      assert.match(await page.locator('.log').innerText(), /read forty of its answers/);
    });
  },
  // Refused on purpose: eleven people, and a promotion that needs some.
  { allowed: ['400', '409', '422'] },
);
