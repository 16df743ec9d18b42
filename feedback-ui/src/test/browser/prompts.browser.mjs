// Looks at prompts in a real browser against a running platform, as a reviewer would.
//   ATTUNE_URL, ATTUNE_USER, ATTUNE_PASSWORD   required; the user is a reviewer, and the library holds a prompt with two
//                          versions and a run of a suite with two prompts, of which cases failed
//   ATTUNE_PROMPT          the prompt's name
//   ATTUNE_SCREENSHOTS     folder for pictures (default: target/screenshots-prompts)
//   CHROMIUM               the browser (default: /usr/bin/chromium)
// Exit code 0: every step did what it says; 1: the first step that did not is told in a sentence.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const environment = (name, fallback) => {
  const value = process.env[name] ?? fallback;
  assert.ok(value !== undefined, `Set ${name} in the environment.`);
  return value;
};

const url = environment('ATTUNE_URL');
const prompt = environment('ATTUNE_PROMPT');
const pictures = environment('ATTUNE_SCREENSHOTS', 'target/screenshots-prompts');
mkdirSync(pictures, { recursive: true });

const context = await chromium.launchPersistentContext(
  mkdtempSync(join(tmpdir(), 'attune-browser-')),
  {
    executablePath: environment('CHROMIUM', '/usr/bin/chromium'),
    headless: true,
    viewport: { width: 1280, height: 860 },
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  },
);
context.setDefaultTimeout(15_000);
const page = context.pages()[0] ?? (await context.newPage());
const consoleErrors = [];
page.on('pageerror', (error) => consoleErrors.push(String(error)));
page.on('console', (message) => {
  // Before the sign-in the page asks who is there, and 401 is the right answer to that.
  if (message.type() === 'error' && !message.text().includes('401')) {
    consoleErrors.push(message.text());
  }
});

const promptLink = () => page.locator(`a.project[href="#/prompts/${prompt}"]`);

let number = 0;
const picture = (name, options = {}) =>
  page.screenshot({
    path: join(pictures, `${String(++number).padStart(2, '0')}-${name}.png`),
    ...options,
  });

async function step(sentence, action) {
  try {
    await action();
    console.log(`ok   ${sentence}`);
  } catch (error) {
    await picture('failed').catch(() => undefined);
    throw new Error(`not ok: ${sentence}`, { cause: error });
  }
}

try {
  await step('a reviewer signs in and finds the area of prompts', async () => {
    await page.goto(url);
    await page.getByLabel('Name').fill(environment('ATTUNE_USER'));
    await page.getByLabel('Password').fill(environment('ATTUNE_PASSWORD'));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'Prompts' }).click();
    await page.getByRole('heading', { name: 'Prompts', level: 1 }).waitFor();
    await promptLink().waitFor();
    await picture('list');
  });

  await step('what changed between two versions is shown line by line', async () => {
    await promptLink().click();
    await page.getByRole('heading', { name: prompt, level: 1 }).waitFor();
    await picture('prompt', { fullPage: true });
    await page.getByRole('link', { name: 'What changed' }).first().click();
    await page.locator('.diff-added').first().waitFor();
    await page.locator('.diff-removed').first().waitFor();
    await picture('diff', { fullPage: true });
  });

  await step('a label is moved after the page has said what that changes', async () => {
    const button = page.getByRole('button', { name: /^Label version/ }).first();
    await button.click();
    await page.getByLabel('Label', { exact: true }).fill('latest');
    await page.getByText('always leads to the newest version').waitFor();
    await page.getByLabel('Label', { exact: true }).fill('production');
    await page.getByLabel('Reason').fill('passes more cases');
    await page.getByText('Programs that answer people use it from then on').waitFor();
    await picture('label');
    await page.getByRole('button', { name: 'Move the label' }).click();
    await page.locator('.version .chip-production').waitFor();
    await page.getByText('passes more cases').waitFor();
  });

  await step(
    'a run is a matrix whose cells open by the keyboard, and F shows failed cases only',
    async () => {
      await page.getByRole('link', { name: 'Prompts' }).first().click();
      await page.locator('section[aria-labelledby=runs] a.project').first().click();
      await page.locator('.matrix tbody tr').first().waitFor();
      await picture('run', { fullPage: true });
      const all = await page.locator('.matrix tbody tr').count();
      await page.keyboard.press('f');
      await page.waitForFunction(
        (count) => document.querySelectorAll('.matrix tbody tr').length < count,
        all,
      );
      for (const row of await page.locator('.matrix tbody tr').all()) {
        assert.ok((await row.locator('.cell-failed').count()) > 0, 'a row without a failed cell');
      }
      await picture('failed-only');
      await page.locator('[data-cell="0:0"]').focus();
      await page.keyboard.press('ArrowRight');
      assert.equal(
        await page.evaluate(() => document.activeElement?.dataset.cell),
        '0:1',
        'the arrow moves to the next cell',
      );
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Answer' }).waitFor();
      await picture('row');
      await page.keyboard.press('Escape');
      await page.locator('dialog').waitFor({ state: 'detached' });
    },
  );

  await step('two prompts are compared with an interval', async () => {
    await page.locator('.comparison').waitFor();
    await page.getByText('95 % interval').last().waitFor();
  });

  await step(
    'a prompt that answers people is not deleted, and a label goes after a question',
    async () => {
      const run = page.url();
      await page.goto(`${url}/#/prompts/${prompt}`);
      await page.getByText('Take that label away first').waitFor();
      assert.ok(await page.getByRole('button', { name: /^Delete the prompt/ }).isDisabled());
      await page.getByRole('button', { name: 'Take the label production away' }).click();
      await picture('unlabel');
      await page.getByRole('button', { name: 'Take the label away' }).click();
      await page.locator('.version .chip-production').waitFor({ state: 'detached' });
      await page.getByRole('button', { name: /^Delete the prompt/ }).click();
      await page.getByText('brings it back').waitFor();
      await picture('delete');
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.goto(run);
      await page.getByRole('button', { name: /^Delete the run/ }).waitFor();
    },
  );

  await step('on a phone nothing is wider than the screen', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    for (const hash of ['#/prompts', `#/prompts/${prompt}`, new URL(page.url()).hash]) {
      await page.goto(`${url}/${hash}`);
      await page.locator('h1').waitFor();
      await page.waitForTimeout(400);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(width <= 360, `${hash} is ${String(width)} wide`);
      await picture('phone', { fullPage: true });
    }
  });

  await step('nothing was written to the console as an error', () => {
    assert.deepEqual(consoleErrors, []);
  });
} finally {
  await context.close();
}
