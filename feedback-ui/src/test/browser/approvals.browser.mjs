// Decides on proposals in a real browser, as a reviewer would, and serves what was approved, as an administrator would. Against a
// running platform, or against `npm run dev`, whose accounts are the defaults.
//   ATTUNE_URL             default: http://127.0.0.1:5173
//   ATTUNE_USER, ATTUNE_PASSWORD     a reviewer; one proposal waits that is theirs, and one of the task reviews that is not. A
//                          version of that task is served.
//   ATTUNE_ADMIN, ATTUNE_ADMIN_PASSWORD   an administrator
//   ATTUNE_SCREENSHOTS     folder for pictures (default: target/screenshots-approvals)
//   CHROMIUM               the browser (default: /usr/bin/chromium)
// Exit code 0: every step did what it says; 1: the first step that did not is told in a sentence.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const { env } = process;
const url = env.ATTUNE_URL ?? 'http://127.0.0.1:5173';
const reviewer = [env.ATTUNE_USER ?? 'review', env.ATTUNE_PASSWORD ?? 'review review review'];
const administrator = [
  env.ATTUNE_ADMIN ?? 'admin',
  env.ATTUNE_ADMIN_PASSWORD ?? 'admin admin admin',
];
const pictures = env.ATTUNE_SCREENSHOTS ?? 'target/screenshots-approvals';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
mkdirSync(pictures, { recursive: true });

const profile = mkdtempSync(join(tmpdir(), 'attune-browser-'));
const context = await chromium.launchPersistentContext(profile, {
  executablePath: env.CHROMIUM ?? '/usr/bin/chromium',
  headless: true,
  viewport: { width: 1280, height: 860 },
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
});
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

let number = 0;
const picture = (name) =>
  page.screenshot({
    path: join(pictures, `${String(++number).padStart(2, '0')}-${name}.png`),
    fullPage: true,
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

async function isAccessible() {
  // Evaluated by the debugger: the page's content security policy admits no script of others.
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run());
  assert.deepEqual(
    violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
    [],
  );
}

async function signIn([name, password]) {
  await page.goto(`${url}/#/approvals`);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('link', { name: 'Approvals' }).click();
  await page.getByRole('heading', { name: 'Approvals', level: 1 }).waitFor();
}

const waiting = () => page.locator('a.project', { hasText: 'waits for a decision' });
const others = () => waiting().filter({ hasText: 'reviews', hasNotText: 'yours' }).first();

async function decides(key, button, reason) {
  await page.keyboard.press(key);
  await page.getByRole('dialog').waitFor();
  await page.getByLabel('Reason').fill(reason);
  await picture(`why-${key}`);
  await page.getByRole('dialog').getByRole('button', { name: button }).click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByText(reason).waitFor();
}

let address = '';
try {
  await step('a reviewer finds what waits for a decision', async () => {
    await signIn(reviewer);
    await others().waitFor();
    await picture('list');
    await isAccessible();
  });

  await step('a proposal of one’s own says before the click that others approve it', async () => {
    await waiting().filter({ hasText: 'yours' }).first().click();
    await page.getByText('You proposed this yourself').waitFor();
    assert.ok(await page.getByRole('button', { name: /^Approve/ }).isDisabled());
    await page.keyboard.press('a');
    assert.equal(await page.getByRole('dialog').count(), 0);
    await picture('own');
    await isAccessible();
    await decides('r', 'Reject', 'I know a better one.');
    await page.locator('.chip', { hasText: 'rejected' }).waitFor();
    await page.getByRole('link', { name: 'Approvals' }).first().click();
  });

  await step('figures stand beside those before, with what became worse', async () => {
    await others().click();
    await page.getByRole('heading', { name: 'Evidence' }).waitFor();
    await page.locator('.evidence tbody tr').first().waitFor();
    address = page.url();
    await picture('proposal');
    await isAccessible();
  });

  await step('what changes of what is served is shown line by line', async () => {
    await page.getByText('which answers now').waitFor();
    assert.ok((await page.locator('.diff-added').count()) > 0);
  });

  await step('Escape decides nothing, and a reason is needed', async () => {
    await page.keyboard.press('a');
    await page.getByRole('dialog').waitFor();
    assert.ok(await page.getByRole('dialog').getByRole('button', { name: 'Approve' }).isDisabled());
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.locator('.chip', { hasText: 'waits for a decision' }).waitFor();
  });

  await step('A approves, and it is kept who did so and why', async () => {
    await decides('a', 'Approve', 'I have read all of it.');
    await page.locator('.chip', { hasText: /version \d+, approved/ }).waitFor();
    await page.locator('.log', { hasText: 'by you' }).waitFor();
    await page.reload();
    await page.locator('.chip', { hasText: /version \d+, approved/ }).waitFor();
    await picture('approved');
    await page.getByRole('button', { name: 'Sign out' }).click();
  });

  await step('an administrator serves it, and goes back', async () => {
    await signIn(administrator);
    await page.goto(address);
    await page.getByRole('button', { name: /^Serve version/ }).waitFor();
    await decides('p', /^Serve version/, 'It is better.');
    await page.locator('.chip', { hasText: 'answers now' }).waitFor();
    await picture('served');
    await decides('b', /^Go back to version/, 'It is slower.');
    await page.getByRole('button', { name: /^Serve version/ }).waitFor();
    await isAccessible();
  });

  await step('an address that leads nowhere shows the list', async () => {
    await page.goto(`${url}/#/approvals/%E0%A4%A`);
    await page.getByText('This address leads to no proposal').waitFor();
    await page.goto(address);
    await page.getByRole('heading', { name: 'Evidence' }).waitFor();
  });

  await step('nothing is wider than a phone, light or dark', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    for (const colorScheme of ['dark', 'light']) {
      await page.emulateMedia({ colorScheme });
      for (const place of [address, `${url}/#/approvals`]) {
        await page.goto(place);
        await page.locator('.chip').first().waitFor();
        await page.waitForTimeout(300);
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(width <= 360, `${place} is ${String(width)} wide`);
        await picture(`phone-${colorScheme}`);
        await isAccessible();
      }
    }
  });

  await step('nothing was written to the console as an error', () => {
    assert.deepEqual(consoleErrors, []);
  });
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await context.close();
  rmSync(profile, { recursive: true, force: true });
}
