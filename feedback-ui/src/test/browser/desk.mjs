// What walks over the desk of raters have in common.
import assert from 'node:assert/strict';
import { environment } from './harness.mjs';

/** The page ignores a verdict in the first moments of an item, as nobody can have read it. */
export const LOOK_MS = 450;

/** Signs in, replaces a one-time password, and opens the desk of the project that ATTUNE_PROJECT names. */
export async function toTheDesk({ page, open, signIn }, projectName) {
  await open('/projects');
  await signIn();
  await replaceOneTimePassword(page);
  await page.getByRole('heading', { name: 'Projects' }).waitFor();
  await chooseProject(page, projectName);
}

export async function replaceOneTimePassword(page) {
  await page.getByRole('heading', { name: /Choose your password|Projects/ }).waitFor();
  const again = page.getByLabel('New password again');
  if (await again.isVisible()) {
    const next = environment('ATTUNE_NEW_PASSWORD', 'four plain words here');
    await page.getByLabel('New password', { exact: true }).fill(next);
    await again.fill(next);
    await page.getByRole('button', { name: 'Save and go on' }).click();
    await again.waitFor({ state: 'detached' });
  }
}

export async function chooseProject(page, name) {
  await page.getByText(name, { exact: true }).first().click();
  await page.locator('.pair').waitFor();
  await ready(page);
}

export const item = (page) => page.locator('.pair').getAttribute('data-item');

export const mine = async (page) => Number(await page.getByTestId('progress-mine').textContent());

/** The item on the desk can be rated. */
export async function ready(page) {
  await page
    .locator('.verdicts button:not(:disabled), .send-line button:not(:disabled)')
    .first()
    .waitFor();
  await page.waitForTimeout(LOOK_MS);
}

/** Waits until another item than `before` is on the desk. */
export async function another(page, before) {
  await page.waitForFunction((old) => {
    const now = document.querySelector('.pair')?.getAttribute('data-item');
    return (now ?? old) !== old;
  }, before);
  await ready(page);
}

/** Does `action`, which rates once, and sees the count and the item move on. Gives the item that was rated. */
export async function rates(tools, action) {
  const { page, eventually } = tools;
  const [before, old] = [await mine(page), await item(page)];
  await action();
  await another(page, old);
  await eventually(() => mine(page), before + 1, 'ratings by me');
  return old;
}

/** The request of the rating that `action` gives, as what it says. */
export async function said(page, action) {
  const request = page.waitForRequest(
    (one) => one.url().endsWith('/rating') && one.method() === 'POST',
  );
  await action();
  return (await request).postDataJSON();
}

export { assert };
