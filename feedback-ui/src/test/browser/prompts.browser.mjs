// Looks at prompts in a real browser, as a reviewer would. Against a running platform, or `npm run dev` with a prompt named capitals.
//   ATTUNE_URL, ATTUNE_USER, ATTUNE_PASSWORD   a reviewer; the library holds a prompt with three versions, of which none is labelled
//                          production, and a run of a suite with two prompts, of which cases failed
//   ATTUNE_PROMPT          the prompt's name (default: capitals)
//   ATTUNE_EMPTY           set where nothing is there yet: only the empty screen is looked at
// The rest is in harness.mjs.
import assert from 'node:assert/strict';
import { environment, walkThrough } from './harness.mjs';

const prompt = environment('ATTUNE_PROMPT', 'capitals');

async function empty({ page, step, everyLook, open, signIn, signOut, speak }) {
  await step('a library with nothing in it says what to do next', async () => {
    await open('/prompts');
    await signIn();
    await page.getByRole('heading', { name: 'No prompt is in the library yet' }).waitFor();
    await page.getByText('./attune prompts push').first().waitFor();
    await everyLook('empty');
    await speak('ar');
    await page.getByRole('heading', { name: 'لا توجد مطالبات في المكتبة بعد' }).waitFor();
    await everyLook('ar-empty');
    await speak('en');
    await signOut();
  });
}

async function full({ page, step, everyLook, eventually, picture, open, signIn, signOut, speak }) {
  const promptLink = () => page.locator(`a.project[href="#/prompts/${prompt}"]`);
  const dialog = () => page.getByRole('dialog');
  const closed = () => dialog().waitFor({ state: 'detached' });
  let run = '';

  await step('a reviewer signs in and finds the area of prompts', async () => {
    await open('/projects');
    await signIn();
    await page.getByRole('link', { name: 'Prompts' }).click();
    await page.getByRole('heading', { name: 'Prompts', level: 1 }).waitFor();
    await promptLink().waitFor();
    await everyLook('list');
  });

  await step('what changed between two versions is shown line by line', async () => {
    await promptLink().click();
    await page.getByRole('heading', { name: prompt, level: 1 }).waitFor();
    await page.getByRole('heading', { name: /the newest$/ }).waitFor();
    await everyLook('prompt');
    await page.getByRole('link', { name: 'What changed' }).first().click();
    await page.locator('.diff-added').first().waitFor();
    await page.locator('.diff-removed').first().waitFor();
    await everyLook('difference');
    await page.goBack();
    await page.getByRole('heading', { name: /the newest$/ }).waitFor();
  });

  await step('any two versions are compared by a menu', async () => {
    await page.getByRole('button', { name: 'Compare with … (version 3)' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Version 1' }).waitFor();
    await picture('versions');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'From version 1 to version 3' }).waitFor();
    await page.getByRole('link', { name: 'Show the newest' }).click();
    await page.getByRole('heading', { name: /the newest$/ }).waitFor();
  });

  await step('a label is moved after the page has said what that changes', async () => {
    await page
      .getByRole('button', { name: /^Label version/ })
      .first()
      .click();
    const label = page.getByRole('combobox', { name: 'Label' });
    await label.fill('latest');
    await page.getByText('always leads to the newest version').waitFor();
    await label.fill('prod');
    await page.getByRole('option', { name: 'production' }).waitFor();
    await picture('labels');
    await page.keyboard.press('ArrowDown');
    await page.locator('[role=option][data-focused]').waitFor();
    await page.keyboard.press('Enter');
    await eventually(() => label.inputValue(), 'production', 'the label that was chosen');
    await page.getByLabel('Reason').fill('passes more cases');
    await page.getByText('Programs that answer people use it from then on').waitFor();
    await everyLook('label');
    await page.getByRole('button', { name: 'Move the label' }).click();
    await closed();
    await page.locator('.version .chip-production').waitFor();
    await page.getByText('passes more cases').waitFor();
  });

  await step('a run is a matrix, and F shows failed cases only', async () => {
    await page.getByRole('link', { name: 'Prompts' }).first().click();
    await page.locator('section[aria-labelledby=runs] a.project').first().click();
    await page.locator('.matrix tbody tr').first().waitFor();
    await page.locator('.comparison').waitFor();
    run = new URL(page.url()).hash.slice(1);
    await everyLook('run');
    const rows = page.locator('.matrix tbody tr');
    const all = await rows.count();
    await page.keyboard.press('f');
    await page.waitForFunction(
      (count) => document.querySelectorAll('.matrix tbody tr').length < count,
      all,
    );
    for (const row of await rows.all()) {
      assert.ok((await row.locator('.cell-failed').count()) > 0, 'a row without a failed cell');
    }
    assert.ok(await page.getByRole('switch', { name: /^Failed only/ }).isChecked());
  });

  await step('arrows move between the cells, and Enter opens one', async () => {
    await page.locator('[data-cell="0:0"]').focus();
    await page.keyboard.press('ArrowRight');
    const here = () => page.evaluate(() => document.activeElement?.dataset.cell);
    assert.equal(await here(), '0:1', 'the arrow moves to the next cell');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Answer' }).waitFor();
    await everyLook('case');
    await page.keyboard.press('f');
    assert.ok(await page.getByRole('heading', { name: 'Answer' }).isVisible());
    await page.keyboard.press('Escape');
    await closed();
    await eventually(here, '0:1', 'the focus is where it was');
  });

  await step('two prompts are compared with an interval, chosen by the keyboard', async () => {
    await page.getByText('95 % interval').last().waitFor();
    await page.getByRole('button', { name: /After$/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('listbox').waitFor();
    await picture('sides');
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await page.locator('.comparison').waitFor({ state: 'detached' });
  });

  await step(
    'a prompt that answers people is not deleted, a label goes after a question',
    async () => {
      await open(`/prompts/${prompt}`);
      await page.getByText('Take that label away first').waitFor();
      assert.ok(await page.getByRole('button', { name: /^Delete the prompt/ }).isDisabled());
      await page.getByRole('button', { name: 'Take the label production away' }).click();
      await dialog().getByText('Programs that answer people have no version').waitFor();
      await everyLook('take-label');
      await page.getByRole('button', { name: 'Take the label away' }).click();
      await page.locator('.version .chip-production').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: /^Delete the prompt/ }).click();
      await page.getByText('brings it back').waitFor();
      await picture('delete');
      await page.keyboard.press('Escape');
      await closed();
    },
  );

  await step('an address that leads nowhere shows the list', async () => {
    await open('/prompts/No%20such/prompt');
    await page.getByText('This address leads to no prompt').waitFor();
    await promptLink().waitFor();
  });

  await step('in Arabic it reads from right to left', async () => {
    await open('/prompts');
    await page.getByText('This address leads to no prompt').waitFor({ state: 'detached' });
    await speak('ar');
    await page.getByRole('heading', { name: 'المطالبات', level: 1 }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.dir), 'rtl');
    await everyLook('ar-list');
    await promptLink().click();
    await page.locator('.version').first().waitFor();
    await page.locator('.message').first().waitFor();
    await everyLook('ar-prompt');
    await page.locator('.version-ways a').first().click();
    await page.locator('.diff-added').first().waitFor();
    await everyLook('ar-difference');
    await open(run);
    await page.locator('.matrix tbody tr').first().waitFor();
    await page.locator('.comparison').waitFor();
    await everyLook('ar-run');
    await page.locator('[data-cell="0:0"]').focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await page.locator('.checks').waitFor();
    await everyLook('ar-case');
    await page.keyboard.press('Escape');
    await closed();
  });

  await step('in German, and signing out leads to the sign-in', async () => {
    await speak('de');
    await page.getByRole('heading', { name: 'Nebeneinander' }).waitFor();
    await picture('de-run');
    await speak('en');
    await signOut();
  });
}

await (process.env.ATTUNE_EMPTY === undefined
  ? walkThrough('prompts', full)
  : walkThrough('prompts-empty', empty));
