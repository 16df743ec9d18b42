// An engineer's walk: the first chart, a reward model from ratings, a policy that is paused, resumed and cancelled, a shorter one that
// is finished, checkpoints and their lineage, what is served, and a verdict in the playground.
//   ATTUNE_URL, ATTUNE_USER, ATTUNE_PASSWORD   an engineer who sees a project with decided pairs
import assert from 'node:assert/strict';
import { walkThrough } from './harness.mjs';

const TRAINED_MS = 240_000;

await walkThrough(
  'operator',
  async ({ page, step, everyLook, open, signIn, signOut, eventually }) => {
    const state = (said) =>
      page.locator('.sheet-head .chip', { hasText: said }).waitFor({ timeout: TRAINED_MS });
    const change = async (setting, value) => {
      const field = page.getByLabel(setting, { exact: true });
      await page.getByLabel('Find a setting').fill(setting);
      await field.fill(value);
    };
    const runsOf = (recipe) =>
      page.evaluate(async (kind) => {
        const runs = await (await fetch('/registry/api/runs')).json();
        return runs.filter((run) => run.recipe === kind).length;
      }, recipe);
    const reason = async (why, button) => {
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel(/Reason/).fill(why);
      await dialog.getByRole('button', { name: button, exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
    };

    await page.goto(process.env.ATTUNE_URL);
    await step('signs in and sees the first chart', async () => {
      await signIn();
      await page.getByRole('link', { name: 'Training runs' }).click();
      await page.getByRole('heading', { name: 'Ratings so far' }).waitFor();
      await page.locator('.chart canvas').waitFor();
      await everyLook('ratings');
    });

    let rewardRun = '';
    let policyRun = '';
    await step('asks for a reward model from the ratings so far', async () => {
      await page.getByRole('link', { name: 'Train a reward model now' }).click();
      await page.getByRole('heading', { name: 'New run' }).waitFor();
      assert.match(
        await page.getByLabel('minimumPreferences', { exact: true }).inputValue(),
        /^\d+$/,
      );
      await everyLook('new-run');
      const before = await runsOf('reward');
      await page.getByRole('button', { name: 'Ask for the run' }).dblclick();
      await page.waitForURL(/#\/runs\/reward-/);
      assert.equal(await runsOf('reward'), before + 1, 'two clicks are one run');
      rewardRun = await page.getByRole('heading', { level: 1 }).innerText();
      await state('finished');
      await page.getByRole('heading', { name: 'Curves' }).waitFor();
      await everyLook('reward-run');
    });

    await step('a policy is asked for, waits, goes on and is cancelled', async () => {
      await open('/runs/new/ppo');
      await page.getByRole('button', { name: 'Ask for the run' }).click();
      await page.waitForURL(/#\/runs\/ppo-/);
      await state('runs');
      await page.locator('.metric canvas').first().waitFor({ timeout: TRAINED_MS });
      await page.getByRole('heading', { name: 'What the policy says' }).waitFor();
      await everyLook('policy-run');
      await page.getByRole('button', { name: 'Pause', exact: true }).click();
      await everyLook('pause');
      await reason('a look at its answers', 'Pause');
      await state('paused');
      await page.getByRole('button', { name: 'Go on', exact: true }).click();
      await reason('', 'Go on');
      await state('runs');
      await page.getByRole('button', { name: 'Cancel the run' }).click();
      await reason('a shorter one will do', 'Cancel the run');
      await state('failed');
      await page.getByText('The run was cancelled.').first().waitFor();
      await page.getByText('a shorter one will do').first().waitFor();
    });

    await step('asks for a shorter policy, which is finished', async () => {
      await open('/runs/new/ppo');
      await page.getByText(/settings?, /).click();
      await change('updates', '2');
      await change('rolloutBatch', '8');
      await change('minibatch', '8');
      await change('maxNewTokens', '16');
      await page.getByRole('button', { name: 'Ask for the run' }).click();
      await page.waitForURL(/#\/runs\/ppo-/);
      policyRun = page.url();
      await state('finished');
    });

    await step(
      'trains DPO on a snapshot that is made here, although the answer is lost',
      async () => {
        await open('/runs/new/dpo');
        const ask = page.getByRole('button', { name: 'Ask for the run' });
        await page.getByText('Learns from settled pairs').waitFor();
        assert.equal(await ask.isDisabled(), true, 'a run learns from something');
        await page.getByRole('button', { name: 'Keep what there is now' }).click();
        const snapshot = page.getByLabel('Snapshot', { exact: true });
        await eventually(
          async () => /^[0-9a-f]{64}$/.test(await snapshot.inputValue()),
          true,
          'the snapshot that was made is chosen',
        );
        await page.getByLabel('tuning.method', { exact: true }).selectOption('soft-prompt');
        await page.getByLabel('tuning.virtualTokens', { exact: true }).fill('8');
        await page.getByLabel('epochs', { exact: true }).fill('1.5');
        await page.getByText('This must be a whole number.').waitFor();
        await page.getByLabel('epochs', { exact: true }).fill('1');
        await everyLook('new-run-on-data');
        const before = await runsOf('dpo');
        await page.route(
          '**/registry/api/jobs/recipes/dpo',
          async (route) => {
            await route.fetch();
            await route.abort();
          },
          { times: 1 },
        );
        await ask.click();
        await page.getByRole('alert').waitFor();
        await ask.click();
        await page.waitForURL(/#\/runs\/dpo-/);
        assert.equal(await runsOf('dpo'), before + 1, 'an answer that was lost made no second run');
        await state('finished');
        await open('/runs/new/dpo');
        await page.getByText('The last run of this kind took').waitFor();
      },
    );

    await step('says when a project trains again by itself', async () => {
      await page.getByRole('link', { name: 'Retraining', exact: true }).click();
      await page.getByRole('heading', { name: 'Retraining', level: 1 }).waitFor();
      await everyLook('retraining');
      await page.getByRole('link', { name: 'Greetings' }).click();
      await page.getByText('Too few new preferences.').first().waitFor();
      await page.getByText('the usual policy').waitFor();
      const after = page.getByLabel('After so many new preferences', { exact: true });
      await after.fill('5000');
      await page.getByLabel('Runs within 24 hours', { exact: true }).fill('0');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText('so the policy never starts a run').waitFor();
      await page.getByLabel('Runs within 24 hours', { exact: true }).fill('4');
      await page.getByRole('button', { name: 'Add quiet hours' }).click();
      await everyLook('retraining-policy');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText('version 1', { exact: false }).first().waitFor();
      await page.reload();
      await eventually(async () => after.inputValue(), '5000', 'what was saved is there again');
      await page.getByRole('table', { name: 'What was decided' }).waitFor();
    });

    await step('walks the lineage by keyboard and reads it as a list', async () => {
      await page.goto(policyRun);
      await page.locator('.facts a[href^="#/checkpoints/adapter-"]').first().click();
      await page.locator('.lineage-box[data-kind="RATINGS"]').waitFor();
      await everyLook('checkpoint');
      await page.locator('.lineage-box[aria-current]').focus();
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('Enter');
      await eventually(
        async () => /#\/checkpoints\/(reward|base)-/.test(page.url()),
        true,
        'the arrow leads to what it was made from',
      );
      await page.goBack();
      await page.locator('.lineage-box[aria-current]').waitFor();
      await page.getByText('The same as a list').click();
      await page
        .locator('.lineage-list')
        .getByText(/^Ratings /)
        .first()
        .waitFor();
      await open('/checkpoints');
      await page
        .getByRole('link', { name: /^reward-/ })
        .first()
        .waitFor();
      await everyLook('checkpoints');
    });

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
      const rated = page.url();
      await page.getByRole('button', { name: 'Take it back' }).click();
      await page.getByRole('heading', { name: 'Which answer is better?' }).waitFor();
      await page.getByRole('heading', { name: 'Which answer is better?' }).click();
      await page.keyboard.press('6');
      await page.getByText('Counted as a rating.').waitFor();
      await open('/playground');
      await page.getByRole('heading', { name: 'Earlier comparisons' }).waitFor();
      await everyLook('earlier');
      await page.getByRole('link', { name: 'Say hello to somebody who is new here.' }).click();
      assert.equal(page.url(), rated);
      await page.getByText('B better.', { exact: true }).waitFor();
    });

    await step('comes back to a run by its address, and signs out', async () => {
      await open(`/runs/${rewardRun}`);
      await page.reload();
      await page.getByRole('heading', { name: rewardRun }).waitFor();
      await signOut();
    });
  },
  // The answer that is lost on purpose.
  { allowed: ['net::ERR_FAILED', '400'] },
);
