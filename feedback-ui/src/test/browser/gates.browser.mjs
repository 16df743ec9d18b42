// A reviewer decides on promotions; an engineer looks at gates and changes them, and tries a canary. The registry is a stand-in in memory
// (registryStub.mjs): some states take days to come about. OperatorPageIT walks through gates and an approval against a whole platform.
//   ATTUNE_URL, ATTUNE_USER, ATTUNE_PASSWORD   an engineer who sees a project
//   ATTUNE_REVIEWER, ATTUNE_REVIEWER_PASSWORD  a reviewer (default: with the engineer's password)
// The rest is in harness.mjs.
import assert from 'node:assert/strict';
import { environment, walkThrough } from './harness.mjs';
import { CANDIDATE, stubRegistry } from './registryStub.mjs';

const reviewer = [
  environment('ATTUNE_REVIEWER'),
  environment('ATTUNE_REVIEWER_PASSWORD', environment('ATTUNE_PASSWORD')),
];
const WAITING = '/approvals/promotion-8888888888888888';
const ALMOST = '/approvals/promotion-9999999999999999';

await walkThrough(
  'gates',
  async ({ page, step, everyLook, picture, open, signIn, signOut, speak, eventually }) => {
    const dialog = () => page.getByRole('dialog');
    const approve = () => page.getByRole('button', { name: 'Approve', exact: true });
    const reason = () => page.getByLabel('Reason', { exact: true });
    const gate = (kind) => page.locator(`.gate-row[data-gate="${kind}"]`);
    const session = () => page.evaluate(async () => (await fetch('/api/session')).json());
    let stub;

    await step('a reviewer finds what waits, and how many stand behind it', async () => {
      await page.goto(environment('ATTUNE_URL'));
      await signIn(...reviewer);
      stub = await stubRegistry(page, (await session()).id);
      await open('/approvals');
      await page.getByRole('heading', { name: 'Promotions' }).waitFor();
      const first = page.locator('a.project').first();
      await first.getByText('people decide').waitFor();
      await first.getByText('0 of 2 stand behind it').waitFor();
      assert.match(await first.innerText(), new RegExp(`${CANDIDATE} on production`));
      await everyLook('list');
    });

    await step('all evidence is on one page: words, signs, intervals, sentences', async () => {
      await page.locator('a.project').first().click();
      await page.getByRole('heading', { name: 'What would change' }).waitFor();
      assert.equal(await page.locator('.gate-row').count(), 6);
      await gate('win-rate').getByText('✓ passed').waitFor();
      await gate('bias').getByText('✗ failed').waitFor();
      await gate('capability').getByText('? inconclusive').waitFor();
      await gate('arena').getByText('! not computed').waitFor();
      assert.equal(await page.locator('.gate-row', { hasText: 'dry run' }).count(), 3);
      assert.equal(
        await gate('win-rate').getByRole('img').getAttribute('aria-label'),
        '62% (55% to 69%); asked for: 50%',
      );
      await page.getByText('ppo-1a2b3c').waitFor();
      assert.ok(await approve().isDisabled(), 'a decision has a reason');
      await everyLook('promotion');
    });

    await step('evidence that changes meanwhile is shown; the reason stays', async () => {
      await reason().fill('Read forty\nof its answers.');
      await approve().click();
      await dialog().getByText('One more person must, before production serves').waitFor();
      await everyLook('confirm');
      stub.changeEvidence();
      await dialog().getByRole('button', { name: 'Approve' }).click();
      await dialog().waitFor({ state: 'detached' });
      await page.getByText('The evidence has changed since you looked.').waitFor();
      await gate('win-rate').getByText('56% (51% to 61%); asked for: 50%').waitFor();
      assert.equal(await reason().inputValue(), 'Read forty\nof its answers.');
      assert.ok(await approve().isDisabled(), 'nobody decides on what they have not seen');
      assert.equal(stub.decisionsOf('promotion-8888888888888888'), 0);
      await everyLook('changed');
      await page.getByRole('button', { name: 'I have read the new evidence' }).click();
    });

    await step('an answer that is lost makes no second decision', async () => {
      stub.loseAnswer();
      await approve().click();
      const send = dialog().getByRole('button', { name: 'Approve' });
      await send.click();
      await dialog().getByRole('alert').waitFor();
      await send.click();
      const said = page.getByText('You stand behind it. One more person must.');
      await said.waitFor();
      assert.ok(await said.evaluate((one) => one === document.activeElement), 'it is read out');
      assert.equal(stub.decisionsOf('promotion-8888888888888888'), 1);
      const [refused, lost, again] = stub.asked.filter(({ path }) => path.endsWith('/approval'));
      assert.match(lost.key, /^[0-9a-f]{32}$/);
      assert.equal(again.key, lost.key, 'the same decision has the same key');
      assert.notEqual(refused.key, lost.key, 'other evidence is another decision');
      assert.equal(lost.body.evidenceSha256, 'b2'.repeat(32));
      assert.equal(lost.body.reason, 'Read forty of its answers.');
      await page.getByText('approved by you').waitFor();
      await everyLook('approved');
    });

    await step('by keyboard alone the last one who is wanted promotes it', async () => {
      await open(ALMOST);
      await page.getByText('1 of 2 stand behind it').waitFor();
      await reason().focus();
      await page.keyboard.type('Right, and kind.');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await dialog().getByText('You are the last one who is wanted').waitFor();
      await page.keyboard.press('Escape');
      await dialog().waitFor({ state: 'detached' });
      await eventually(
        () => approve().evaluate((one) => one === document.activeElement),
        true,
        'Escape leads back to the button',
      );
      await page.keyboard.press('Enter');
      await dialog().waitFor();
      // Past the way out.
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.getByText('production serves adapter-9999999999999999 now.').waitFor();
      await page.locator('.chip[data-state="PROMOTED"]').waitFor();
    });

    await step('one’s own is somebody else’s to decide on', async () => {
      await open('/approvals/promotion-2222222222222222');
      await page.getByText('You asked for this yourself').waitFor();
      assert.equal(await reason().count(), 0);
      await everyLook('own');
    });

    await step(
      'what is over shows the evidence that was decided on, or why it lapsed',
      async () => {
        await open('/approvals/promotion-3333333333333333');
        await page.getByText('The evidence as it was').waitFor();
        await gate('win-rate').getByText('58% (51% to 65%)').waitFor();
        await page.getByText('Kinder, and as right.').waitFor();
        await everyLook('over');
        await open('/approvals/promotion-5555555555555555');
        await page.getByText('beside which the gates').waitFor();
        await everyLook('lapsed');
        await open('/approvals/promotion-0000000000000000');
        await page.getByRole('alert').waitFor();
      },
    );

    await step('in Arabic it reads from right to left, and in German', async () => {
      await open(WAITING);
      await speak('ar');
      await page.getByRole('heading', { name: 'ما الذي سيتغيّر' }).waitFor();
      await everyLook('ar-promotion');
      await open('/approvals');
      await page.locator('a.project').first().waitFor();
      await everyLook('ar-list');
      await speak('de');
      await open(WAITING);
      await page.getByRole('heading', { name: 'Was sich ändern würde' }).waitFor();
      await picture('de-promotion');
      await speak('en');
      await signOut();
    });

    await step('an engineer sees what holds, and what checkpoints came to', async () => {
      await signIn();
      stub.isNow((await session()).id);
      await page.getByRole('link', { name: 'Gates', exact: true }).click();
      await page.getByRole('heading', { name: 'Gates', level: 1 }).waitFor();
      await page.locator('.data td', { hasText: 'Win rate' }).first().waitFor();
      await everyLook('projects');
      await page.locator('.data th a').first().click();
      await page.getByText('The outside judge compares answers to at most 200 prompts').waitFor();
      await page.getByText('2 people must stand behind a promotion').waitFor();
      await page.getByText('6 results').click();
      await gate('format').getByText('asked for: 1.4').waitFor();
      await everyLook('gates');
    });

    await step(
      'measuring again is refused in a sentence, a new checkpoint is measured',
      async () => {
        await page.getByRole('button', { name: `Measure ${CANDIDATE} again` }).click();
        await page.getByText('measuring until it passes would prove nothing').waitFor();
        await page
          .getByLabel('Measure another checkpoint')
          .selectOption('adapter-9999999999999999');
        await page.getByRole('button', { name: 'Measure', exact: true }).click();
        await page.locator('.attempt').first().getByText('waits for its judge').waitFor();
        await page.getByLabel('Measure another checkpoint').waitFor({ state: 'detached' });
      },
    );

    await step('gates are changed in fields and as JSON; faults are sentences', async () => {
      const least = page.getByLabel('Lower end at least, from 0 to 1');
      const save = () => page.getByRole('button', { name: 'Save', exact: true }).click();
      const puts = () => stub.asked.filter(({ method }) => method === 'PUT');
      await least.fill('0,');
      await save();
      assert.equal(puts().length, 0, 'half a number is not sent');
      await least.fill('1,5');
      await save();
      await page.getByText('winRate.atLeast must lie between 0 and 1 but is 1.5').waitFor();
      await least.fill('0,55');
      await page.getByLabel('How many').fill('3');
      const [, , , , , bias] = await page
        .locator('fieldset', { hasText: 'Dry runs' })
        .getByRole('checkbox')
        .all();
      await bias.uncheck();
      await page.getByText('All of it as JSON').click();
      const json = page.getByLabel('Gates as JSON');
      const written = JSON.parse(await json.inputValue());
      assert.equal(written.winRate.atLeast, 0.55);
      assert.deepEqual(written.dryRun, ['arena', 'capability']);
      await json.fill('{');
      await page.getByText('This is no JSON object.').waitFor();
      assert.equal(await least.count(), 0);
      await everyLook('no-json');
      await json.fill(JSON.stringify(written));
      await eventually(() => least.inputValue(), '0.55', 'the fields are back');
      await page.getByLabel('Why, for the history').fill('four eyes and two more');
      await save();
      await page.getByText('Version 4, changed by you').waitFor();
      assert.equal(puts().at(-1).match, '"3"');
      assert.equal(puts().at(-1).body.reason, 'four eyes and two more');
      assert.deepEqual(puts().at(-1).body.policy, written);
      await page.getByText('3 people must stand behind a promotion').waitFor();
    });

    await step('somebody who was faster is not overwritten', async () => {
      stub.changeGates();
      await page.getByLabel('How many').fill('2');
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.getByText('were changed meanwhile').waitFor();
      await everyLook('faster');
      await page.getByRole('button', { name: 'Read again' }).click();
      await page.getByText('Version 5, changed by').waitFor();
      assert.equal(await page.getByLabel('How many').inputValue(), '3');
      await speak('ar');
      await page.getByRole('heading', { name: 'القياسات' }).waitFor();
      await everyLook('ar-gates');
      await speak('de');
      await page.getByRole('heading', { name: 'Messungen' }).waitFor();
      await picture('de-gates');
      await speak('en');
    });

    await step('what needs people is asked for where it would be promoted', async () => {
      await open(`/checkpoints/${CANDIDATE}`);
      await page.getByRole('button', { name: 'Promote', exact: true }).click();
      await dialog().getByLabel('Reason').fill('It is kinder.');
      await dialog().getByRole('button', { name: 'Promote', exact: true }).click();
      await dialog().getByText('somebody else approves it on the evidence').waitFor();
      await everyLook('ask');
      await dialog().getByRole('button', { name: 'Ask for approval' }).click();
      await page.waitForURL(/#\/approvals\/promotion-7777777777777777/);
      await page.getByText('You asked for this yourself').waitFor();
      assert.match(stub.asked.at(-1).key, /^[0-9a-f]{32}$/);
    });

    await step('a canary is started, gets another share, and is ended', async () => {
      const because = async (why, button) => {
        await dialog().getByLabel('Reason').fill(why);
        await dialog().getByRole('button', { name: button, exact: true }).click();
        await dialog().waitFor({ state: 'detached' });
      };
      const does = (name) => page.getByRole('button', { name, exact: true }).first().click();
      await open('/promotions/production');
      await page.getByText('None has run here yet.').waitFor();
      await does('Start a canary');
      await dialog().getByLabel('Checkpoint').selectOption(CANDIDATE);
      await dialog().getByLabel('Share in percent').fill('150');
      await dialog().getByLabel('Reason').fill('a tenth of the people');
      const start = dialog().getByRole('button', { name: 'Start a canary' });
      assert.ok(await start.isDisabled(), 'nobody has more than all people');
      await dialog().getByLabel('Share in percent').fill('10');
      await everyLook('start');
      await because('a tenth of the people', 'Start a canary');
      assert.equal(stub.asked.at(-1).body.share, 0.1);
      assert.equal(stub.asked.at(-1).body.version, 7);
      await page.getByRole('img', { name: '0.09 (-0.04 to 0.22); must be above 0' }).waitFor();
      await page.getByText('more slow answers').waitFor();
      await everyLook('canary');
      await does('Change the share');
      await dialog().getByLabel('Share in percent').fill('50');
      await because('no complaints', 'Change the share');
      await page.getByText('50%', { exact: true }).waitFor();
      await does('End the canary');
      await because('enough seen', 'End the canary');
      await page.getByText('ended by a person').waitFor();
      await does('Go back to base-4ac97f0a49c78f56');
      await dialog().getByText('No gate is asked').waitFor();
      await because('it is rude', 'Go back to it');
      await page.getByText('it is rude').first().waitFor();
      assert.ok(stub.asked.some(({ path }) => path === 'channels/production/rollback'));
      await does('Stop production');
      await everyLook('stop');
      await because('it insults people', 'Stop production');
      await page.getByText('production is stopped and answers nobody.').waitFor();
      await everyLook('stopped');
      await does('Let production answer again');
      await because('rolled back', 'Let production answer again');
      await page.getByText('production is stopped').waitFor({ state: 'detached' });
      await speak('ar');
      await page.getByRole('heading', { name: 'عند الاستعجال' }).waitFor();
      await everyLook('ar-channel');
      await speak('de');
      await page.getByRole('heading', { name: 'Wenn es eilt' }).waitFor();
      await picture('de-channel');
      await speak('en');
      await signOut();
    });
  },
  // What the stand-in refuses, and the answer that is lost on purpose.
  { allowed: ['net::ERR_FAILED', '400', '404', '409', '412'] },
);
