// An engineer's walk: the first chart, a reward model from ratings, a policy that is paused, resumed and cancelled, a shorter one that
// is finished, checkpoints and their lineage, what is served, and a verdict in the playground.
//   ATTUNE_URL, ATTUNE_USER, ATTUNE_PASSWORD   an engineer who sees a project with decided pairs
import assert from 'node:assert/strict';
import { walkThrough } from './harness.mjs';

const TRAINED_MS = 240_000;

await walkThrough(
  'operator2',
  async ({ page, step, everyLook, open, signIn, signOut, eventually }) => {
    const state = (said) =>
      page.locator('.sheet-head .chip', { hasText: said }).waitFor({ timeout: TRAINED_MS });
    const change = async (setting, value) => {
      await page.getByLabel('Find a setting').fill(setting);
      await page.getByLabel(setting, { exact: true }).fill(value);
    };
    const reason = async (why, button) => {
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(/Reason/).fill(why);
      await dialog.getByRole('button', { name: button, exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
    };

    await page.goto(process.env.ATTUNE_URL);
    await signIn();
    await step('promotes to a channel and goes back', async () => {
      for (const kind of ['adapter', 'base']) {
        await open('/checkpoints');
        await page.locator(`tr:has-text("${kind}-") th a`).first().click();
        await page.getByRole('button', { name: 'Promote', exact: true }).click();
        await page.getByRole('dialog').getByLabel('Channel').fill('canary');
        await reason(`canary tries the ${kind}`, 'Promote');
      }
      await open('/promotions');
      await page.getByRole('link', { name: 'canary' }).waitFor();
      await everyLook('promotions');
      await page.getByRole('link', { name: 'canary' }).click();
      await page.getByText('canary tries the base').first().waitFor();
      await everyLook('channel');
      await page
        .getByRole('button', { name: /^Go back to adapter-/ })
        .first()
        .click();
      await reason('the base is no better', 'Go back to it');
      await page.getByText('the base is no better').first().waitFor();
    });

    await step('compares two checkpoints blindly, and the verdict counts', async () => {
      await open('/playground');
      await page.getByLabel('One model').selectOption({ index: 1 });
      await page.getByLabel('The other model').selectOption({ index: 2 });
      await page.getByText('Sampling', { exact: true }).click();
      await page.getByLabel('Longest answer, in tokens').fill('24');
      await page.getByLabel('Question').fill('Say hello to somebody who is new here.');
      await everyLook('playground');
      await page.getByRole('button', { name: 'Ask both' }).click();
      await page
        .getByRole('heading', { name: 'Which answer is better?' })
        .waitFor({ timeout: 60_000 });
      assert.equal(await page.locator('.side-name').count(), 0, 'a blind comparison has no names');
      await everyLook('comparison');
      await page.reload();
      await page.getByRole('heading', { name: 'Which answer is better?' }).waitFor();
      await page.getByLabel('Comment (optional)').fill('warmer');
      await page.getByRole('heading', { name: 'Which answer is better?' }).click();
      await page.keyboard.press('2');
      await page.getByText('Counted as a rating.').waitFor();
      assert.equal(await page.locator('.side-name').count(), 2, 'the verdict brings the names');
      await everyLook('verdict');
    });

    await step('comes back to a run by its address, and signs out', async () => {
      await open('/runs');
      await page.reload();

      await signOut();
    });
  },
);
