// A manager's work, and a rater who comes by a link.
//   ATTUNE_URL, ATTUNE_USER, ATTUNE_PASSWORD   required; the user is an engineer who manages the project
//   ATTUNE_PROJECT         its name; it has at least three open pairs
//   ATTUNE_SCREENSHOTS     folder for pictures (default: target/screenshots)
//   CHROMIUM               the browser (default: /usr/bin/chromium)
// Exit codes as in harness.mjs.
import assert from 'node:assert/strict';
import { environment, walkThrough } from './harness.mjs';

const PASSWORD = 'four plain words here';
const project = environment('ATTUNE_PROJECT');
const unique = String(Date.now());
const fresh = `Code ${unique}`;
const copy = `Copy ${unique}`;

await walkThrough(
  'manager',
  async ({ page, context, step, everyLook, picture, open, signIn, signOut }) => {
    const tab = (name) =>
      page.getByRole('navigation', { name: 'Parts of the project' }).getByText(name);
    let link;

    await step('a manager signs in and finds the project', async () => {
      await open('/projects');
      await signIn();
      await page.getByRole('link', { name: project }).first().click();
      await page.getByRole('heading', { name: project }).waitFor();
      await page.getByRole('heading', { name: 'Nobody has rated yet' }).waitFor();
      await everyLook('overview-empty');
    });

    await step('a link for one rater is made', async () => {
      await page.getByRole('link', { name: 'Invite raters' }).click();
      await page.getByLabel('For whom').fill('Ana');
      await page.getByRole('button', { name: 'Make a link' }).click();
      link = await page.getByLabel('Link for Ana').inputValue();
      assert.match(link, /#\/join\/[\w-]{32}$/);
      await page.getByRole('heading', { name: 'Invitations' }).waitFor();
      await everyLook('people');
    });

    await step('whoever opens it chooses a name and a password, and rates', async () => {
      await context.clearCookies();
      await page.goto('about:blank');
      await page.goto(link);
      await page.getByRole('heading', { name: 'You are invited' }).waitFor();
      assert.ok(!page.url().includes(link.split('/').at(-1)), 'the secret stays in the address');
      await everyLook('invitation');
      await page.getByLabel('Name').fill(`ana-${unique}`);
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Begin' }).click();
      for (const key of ['2', '6', '4']) {
        await page.getByRole('heading', { name: 'Which answer is better?' }).waitFor();
        const item = await page.locator('.pair').getAttribute('data-item');
        await page.waitForTimeout(450);
        const arrived = page.waitForResponse(
          (answer) => answer.url().endsWith('/rating') && answer.ok(),
        );
        await page.keyboard.press(key);
        await arrived;
        await page.waitForFunction(
          (old) => document.querySelector('.pair')?.getAttribute('data-item') !== old,
          item,
        );
      }
    });

    await step('the link works once', async () => {
      await context.clearCookies();
      await page.goto('about:blank');
      await page.goto(link);
      await page.getByRole('heading', { name: 'This link leads nowhere' }).waitFor();
      await page.getByText('This link was used already').waitFor();
      await everyLook('invitation-used');
      await open('/projects');
      await signIn();
    });

    await step('the overview says who rated how much, by person and day', async () => {
      await page.getByRole('link', { name: project }).first().click();
      await page.getByRole('heading', { name: 'Ratings by day' }).waitFor();
      await page
        .getByRole('row', { name: new RegExp(`ana-${unique}`) })
        .getByRole('cell', { name: '3', exact: true })
        .first()
        .waitFor();
      await everyLook('overview');
    });

    await step('guidelines get a new version, and what changed is shown by words', async () => {
      await tab('Guidelines').click();
      const text = page.getByLabel('Guidelines, version 1');
      await text.fill(`${await text.inputValue()} and be brief`);
      await page.getByRole('button', { name: 'Save a new version' }).click();
      await page.getByRole('heading', { name: 'What changed' }).waitFor();
      assert.match(await page.locator('ins').first().textContent(), /brief/);
      await everyLook('guidelines');
    });

    await step('prompts come in, and what is wrong with one is said', async () => {
      await tab('Prompts').click();
      await page.getByLabel('More prompts').fill('How tall is a giraffe?\nHow old is the moon?');
      await page.getByRole('button', { name: 'Add prompts' }).click();
      await page.getByText('2 prompts were added.').waitFor();
      await everyLook('prompts');
    });

    await step('a new project from a template says that answers are being made', async () => {
      await open('/projects');
      await page.getByRole('link', { name: 'New project' }).click();
      await page.getByRole('radio', { name: 'Code answers' }).check();
      await page.getByLabel('Name of the project').fill(fresh);
      await everyLook('new');
      await page.getByRole('button', { name: 'Create project' }).click();
      await page.getByText('Answers are being made').first().waitFor();
      await picture('fresh');
    });

    await step('it is copied, archived and deleted; the original stays', async () => {
      await tab('Settings').click();
      await page.getByLabel('Name of the copy').fill(copy);
      await everyLook('settings');
      await page.getByRole('button', { name: 'Make a copy' }).click();
      await page.getByRole('heading', { name: copy }).waitFor();
      await tab('Settings').click();
      await page.getByRole('button', { name: 'Archive', exact: true }).click();
      await page.getByRole('button', { name: 'Delete …' }).click();
      await page.getByText('What was told on the bus stays there').waitFor();
      await picture('delete');
      await page.getByRole('button', { name: 'Delete for good' }).click();
      await page.getByRole('heading', { name: 'Archived projects' }).waitFor();
      await page.getByRole('heading', { name: 'No project is archived' }).waitFor();
      await everyLook('archived');
      await open('/projects');
      await page.getByRole('link', { name: fresh }).waitFor();
      assert.equal(await page.getByText(copy).count(), 0);
      await everyLook('list');
    });

    await step('the rater is told what changed before going on', async () => {
      await signOut();
      await signIn(`ana-${unique}`, PASSWORD);
      await page.getByRole('link', { name: project }).first().click();
      await page.getByRole('dialog', { name: 'The guidelines have changed' }).waitFor();
      await everyLook('guidelines-changed');
      await page.getByRole('button', { name: 'I have read them' }).click();
      await page.reload();
      await page.waitForTimeout(1_500);
      assert.equal(await page.getByRole('dialog').count(), 0);
    });

    await step('the rater signs out', async () => {
      await open('/projects');
      await signOut();
    });
  },
  { allowed: ['410', '404'] },
);
