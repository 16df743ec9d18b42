// Brings a file into a project, takes its ratings out and adds a webhook in a real browser, as a manager would.
//   ATTUNE_URL, ATTUNE_USER, ATTUNE_PASSWORD   an engineer who manages the project
//   ATTUNE_PROJECT         name of an empty project
//   ATTUNE_LISTENER        an address that answers POST with 2xx and that the service may reach
// More in harness.mjs.
import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { readFileSync } from 'node:fs';
import { environment, walkThrough } from './harness.mjs';

const project = environment('ATTUNE_PROJECT');
const listener = environment('ATTUNE_LISTENER');
const pair = (prompt, chosen, rejected) => JSON.stringify({ prompt, chosen, rejected });
const FILE = [
  pair('What is 1 + 1?', 'Two.', 'Three.'),
  pair('What is 2 + 2?', 'Four.', 'Five.'),
  '{"prompt": "broken',
  pair('Wie heißt die Hauptstadt?', 'Paris.', 'Lyon.'),
].join('\n');

await walkThrough(
  'data',
  async ({ page, step, everyLook, open, signIn, signOut }) => {
    const tab = (name) => page.getByRole('link', { name, exact: true });

    await step('a manager signs in and finds the project under Data', async () => {
      await open('/data');
      await signIn();
      await page.getByRole('heading', { name: 'Data', level: 1 }).waitFor();
      await everyLook('projects');
      await page.getByRole('link', { name: project }).click();
      await page.getByText('There is nothing to export yet').waitFor();
      await everyLook('empty');
    });

    await step(
      'a file is looked through, and its bad line is named before anything is entered',
      async () => {
        await tab('Import').first().click();
        await page.getByText('No file yet').waitFor();
        await page.getByLabel('File', { exact: true }).setInputFiles({
          name: 'pairs.jsonl',
          mimeType: 'application/jsonl',
          buffer: Buffer.from(FILE),
        });
        await page.getByRole('button', { name: 'Look through' }).click();
        await page.getByText('ready to enter').waitFor();
        await page.getByText('Line 3:').waitFor();
        await page.getByText('The first of what would be entered').click();
        await page.getByText('Wie heißt die Hauptstadt?').waitFor();
        await everyLook('found');
      },
    );

    await step('what was found is entered, and a reload shows the same', async () => {
      await page.getByRole('button', { name: 'Enter 3 lines' }).click();
      await page.getByText('3 entered, none refused').waitFor();
      await page.reload();
      await page.getByText('3 entered, none refused').waitFor();
      await everyLook('entered');
    });

    await step('the ratings leave as a file, which is counted before', async () => {
      await tab('Export').click();
      await page.getByText('3 settled pairs').waitFor();
      await page.getByLabel('Form').selectOption('hh');
      await page.getByRole('button', { name: 'Count rows and show the card' }).click();
      await page.getByRole('cell', { name: 'data/train.jsonl' }).waitFor();
      await page.getByText('Dataset card').click();
      await everyLook('export');
      const coming = page.waitForEvent('download');
      await page.getByRole('link', { name: 'Download', exact: true }).click();
      const lines = readFileSync(await (await coming).path(), 'utf8')
        .trim()
        .split('\n');
      assert.equal(lines.length, 3);
      assert.equal(JSON.parse(lines[0]).chosen, '\n\nHuman: What is 1 + 1?\n\nAssistant: Two.');
    });

    await step(
      'another program is told: a webhook shows its secret once and can be tried',
      async () => {
        await tab('Webhooks').click();
        await page.getByText('No webhook yet').waitFor();
        await page.getByLabel('Address').fill('https://10.0.0.1/hook');
        await page.getByRole('button', { name: 'Add webhook' }).click();
        await page.getByText('leads to a machine inside').waitFor();
        await page.getByLabel('Address').fill(listener);
        await page.getByRole('button', { name: 'Add webhook' }).click();
        await page.getByText('whsec_').waitFor();
        await page.getByRole('button', { name: 'Test' }).click();
        await page.getByText('delivered (204)').waitFor();
        await everyLook('webhooks');
        await page.reload();
        await page.getByText('delivered (204)').waitFor();
        assert.equal(await page.getByText('whsec_').count(), 0);
      },
    );

    await step('a webhook is removed only after a question', async () => {
      await page.getByRole('button', { name: 'Remove' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
      await page.getByText('No webhook yet').waitFor();
    });

    await step('Back leads to where one came from', async () => {
      await page.goBack();
      await page.getByLabel('Form').waitFor();
      await signOut();
    });
  },
  { allowed: ['400'] },
);
