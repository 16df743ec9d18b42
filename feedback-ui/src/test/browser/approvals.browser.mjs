// Decides on proposals in a real browser, as a reviewer would, and serves what was approved, as an administrator would. Against a
// running platform, or against `npm run dev`, whose accounts are review and admin.
//   ATTUNE_URL, ATTUNE_USER, ATTUNE_PASSWORD   a reviewer; one proposal waits that is theirs, and one of the task ATTUNE_TASK that
//                          is not, of which a version is served
//   ATTUNE_ADMIN, ATTUNE_ADMIN_PASSWORD        an administrator (default: admin, with the reviewer's password)
//   ATTUNE_TASK            the task's name (default: reviews)
//   ATTUNE_EMPTY           set where nothing is there yet: only the empty screen is looked at
// The rest is in harness.mjs.
import assert from 'node:assert/strict';
import { environment, walkThrough } from './harness.mjs';

const task = environment('ATTUNE_TASK', 'reviews');
const administrator = [
  environment('ATTUNE_ADMIN', 'admin'),
  environment('ATTUNE_ADMIN_PASSWORD', environment('ATTUNE_PASSWORD')),
];

async function empty({ page, step, everyLook, open, signIn, signOut, speak }) {
  await step('where nothing waits, it is said how something comes', async () => {
    await open('/approvals');
    await signIn();
    await page.getByRole('heading', { name: 'Nothing waits for a decision' }).waitFor();
    await page.getByText('./attune tasks propose').waitFor();
    await everyLook('empty');
    await speak('ar');
    await page.getByRole('heading', { name: 'لا شيء ينتظر القرار' }).waitFor();
    await everyLook('ar-empty');
    await speak('en');
    await signOut();
  });
}

async function decide({ page, step, everyLook, picture, open, signIn, signOut, speak }) {
  const dialog = () => page.getByRole('dialog');
  const closed = () => dialog().waitFor({ state: 'detached' });
  const waiting = () => page.locator('a.project', { hasText: 'waits for a decision' });
  const others = () => waiting().filter({ hasText: task, hasNotText: 'yours' }).first();
  const list = () => page.getByRole('heading', { name: 'Approvals', level: 1 }).waitFor();

  /** Presses the key of a step, writes why, and sends it. */
  async function decides(key, button, reason) {
    await page.keyboard.press(key);
    await dialog().waitFor();
    await page.getByLabel('Reason').fill(reason);
    await picture(`why-${key}`);
    await dialog().getByRole('button', { name: button }).click();
    await closed();
    await page.getByText(reason).waitFor();
  }

  let proposal = '';
  await step('a reviewer finds what waits for a decision', async () => {
    await open('/approvals');
    await signIn();
    await list();
    await others().waitFor();
    await everyLook('list');
  });

  await step('a proposal of one’s own says before the click that others approve it', async () => {
    await waiting().filter({ hasText: 'yours' }).first().click();
    await page.getByText('You proposed this yourself').waitFor();
    assert.ok(await page.getByRole('button', { name: /^Approve/ }).isDisabled());
    await page.keyboard.press('a');
    assert.equal(await dialog().count(), 0);
    await everyLook('own');
    await decides('r', 'Reject', 'I know a better one.');
    await page.locator('.chip', { hasText: 'rejected' }).waitFor();
    await page.getByRole('link', { name: 'Approvals' }).first().click();
  });

  await step('figures stand beside those before, with what changes line by line', async () => {
    await others().click();
    await page.getByRole('heading', { name: 'Evidence' }).waitFor();
    await page.locator('.evidence tbody tr').first().waitFor();
    await page.getByText('which answers now').waitFor();
    assert.ok((await page.locator('.diff-added').count()) > 0);
    proposal = new URL(page.url()).hash.slice(1);
    await everyLook('proposal');
  });

  await step('Escape decides nothing, and a reason is needed', async () => {
    await page.keyboard.press('a');
    await dialog().waitFor();
    assert.ok(await dialog().getByRole('button', { name: 'Approve' }).isDisabled());
    await everyLook('approve');
    await page.keyboard.press('Escape');
    await closed();
    await page.locator('.chip', { hasText: 'waits for a decision' }).waitFor();
  });

  await step('A approves, and it is kept who did so and why', async () => {
    await decides('a', 'Approve', 'I have read all of it.');
    await page.locator('.chip', { hasText: /version \d+, approved/ }).waitFor();
    await page.locator('.log', { hasText: 'by you' }).waitFor();
    await page.reload();
    await page.locator('.chip', { hasText: /version \d+, approved/ }).waitFor();
    await picture('approved');
    await signOut();
  });

  await step('an administrator serves it, and goes back', async () => {
    await open(proposal);
    await signIn(...administrator);
    await page.getByRole('button', { name: /^Serve version/ }).waitFor();
    await decides('p', /^Serve version/, 'It is better.');
    await page.locator('.chip', { hasText: 'answers now' }).waitFor();
    await everyLook('served');
    await decides('b', /^Go back to version/, 'It is slower.');
    await page.getByRole('button', { name: /^Serve version/ }).waitFor();
  });

  await step('an address that leads nowhere shows the list', async () => {
    await open('/approvals/No%20such/proposal');
    await page.getByText('This address leads to no proposal').waitFor();
    await open(proposal);
    await page.getByRole('heading', { name: 'Evidence' }).waitFor();
  });

  await step('in Arabic it reads from right to left', async () => {
    await speak('ar');
    await page.getByRole('heading', { name: 'الأدلة' }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.dir), 'rtl');
    await everyLook('ar-proposal');
    await page.keyboard.press('p');
    await dialog().waitFor();
    await everyLook('ar-serve');
    await page.keyboard.press('Escape');
    await closed();
    await open('/approvals');
    await page.locator('a.project').first().waitFor();
    await everyLook('ar-list');
  });

  await step('in German, and signing out leads to the sign-in', async () => {
    await speak('de');
    await page.getByRole('heading', { name: 'Freigaben', level: 1 }).waitFor();
    await picture('de-list');
    await open(proposal);
    await page.getByRole('heading', { name: 'Belege' }).waitFor();
    await picture('de-proposal');
    await speak('en');
    await signOut();
  });
}

await (process.env.ATTUNE_EMPTY === undefined
  ? walkThrough('approvals', decide)
  : walkThrough('approvals-empty', empty));
