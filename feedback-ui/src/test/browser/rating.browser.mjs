// Rates in a real browser against a running feedback-service, as a person would.
//   ATTUNE_URL, ATTUNE_USER, ATTUNE_PASSWORD   required; the user is an annotator with at least seven pairs open
//   ATTUNE_NEW_PASSWORD    used when the password above is a one-time password
//   ATTUNE_PROJECT         name of the project, when the user sees several
//   ATTUNE_SCREENSHOTS     folder for pictures (default: target/screenshots)
//   CHROMIUM               the browser (default: /usr/bin/chromium)
// Exit code 0: every step did what it says; 1: the first step that did not is told in a sentence.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const environment = (name, fallback) => {
  const value = process.env[name] ?? fallback;
  assert.ok(value !== undefined, `Set ${name} in the environment.`);
  return value;
};

const url = environment('ATTUNE_URL');
const user = environment('ATTUNE_USER');
const password = environment('ATTUNE_PASSWORD');
const newPassword = environment('ATTUNE_NEW_PASSWORD', 'four plain words here');
const pictures = environment('ATTUNE_SCREENSHOTS', 'target/screenshots');

const profile = mkdtempSync(join(tmpdir(), 'attune-browser-'));
mkdirSync(pictures, { recursive: true });
for (const old of readdirSync(pictures).filter((name) => /^\d\d-.*\.png$/.test(name))) {
  rmSync(join(pictures, old));
}

const context = await chromium.launchPersistentContext(profile, {
  executablePath: environment('CHROMIUM', '/usr/bin/chromium'),
  headless: true,
  viewport: { width: 1280, height: 800 },
  args: [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
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

/** Waits until `read` gives `expected`; fails with the last value that was seen. */
async function eventually(read, expected, what) {
  const deadline = Date.now() + 15_000;
  let seen = await read();
  while (seen !== expected && Date.now() < deadline) {
    await page.waitForTimeout(100);
    seen = await read();
  }
  assert.equal(seen, expected, what);
}

const mine = async () => Number(await page.getByTestId('progress-mine').textContent());
const item = () => page.locator('.pair').getAttribute('data-item');
const ready = async () => {
  await page.locator('.point:not(:disabled)').first().waitFor();
  // The page ignores a verdict in the first moments of a pair, as nobody can have read it.
  await page.waitForTimeout(450);
};
const open = async () => {
  await page.getByRole('heading', { name: 'Which answer is better?' }).waitFor();
  await ready();
};

/** Does `action`, which rates once, and checks that the count and the pair move on. */
async function rates(action) {
  const [before, pair] = [await mine(), await item()];
  await action();
  await page.waitForFunction(
    (old) => document.querySelector('.pair')?.getAttribute('data-item') !== old,
    pair,
  );
  await eventually(mine, before + 1, 'ratings by me');
  await ready();
  return pair;
}

try {
  await step('a wrong password is answered with a sentence', async () => {
    await page.goto(url);
    await page.getByLabel('Name').fill(user);
    await page.getByLabel('Password').fill('certainly wrong');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    await picture('sign-in');
  });

  await step('the right password opens the page', async () => {
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page
      .getByRole('heading', {
        name: /Choose your password|Projects|Which answer is better\?/,
      })
      .waitFor();
  });

  if (await page.getByRole('heading', { name: 'Choose your password' }).isVisible()) {
    await step('the one-time password is replaced', async () => {
      await page.getByLabel('New password', { exact: true }).fill(newPassword);
      await page.getByLabel('New password again').fill(`${newPassword}?`);
      await page.getByRole('button', { name: 'Save and go on' }).click();
      await page.getByText('The two new passwords differ').waitFor();
      await picture('new-password');
      await page.getByLabel('New password again').fill(newPassword);
      await page.getByRole('button', { name: 'Save and go on' }).click();
      await page.getByRole('heading', { name: /Projects|Which answer is better\?/ }).waitFor();
    });
  }

  await step('a project is chosen, or the only one opens by itself', async () => {
    if (await page.getByRole('heading', { name: 'Projects' }).isVisible()) {
      await picture('projects');
      const name = process.env.ATTUNE_PROJECT;
      const projects = page.locator('.project');
      await (name ? projects.filter({ hasText: name }) : projects).first().click();
    }
    await open();
    await page.getByTestId('progress-mine').waitFor();
    await picture('pair');
  });

  await step('? opens the keys and no key rates behind the dialog', async () => {
    const [count, pair] = [await mine(), await item()];
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await picture('keys');
    await page.keyboard.press('1');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.equal(await mine(), count);
    assert.equal(await item(), pair);
  });

  await step('the key 2 rates and the next pair comes', () =>
    rates(() => page.keyboard.press('2')).then(() =>
      page.getByText('Last: A is clearly better').waitFor(),
    ),
  );

  await step('a button rates and the next pair comes', () =>
    rates(() => page.getByRole('button', { name: 'B is much better' }).click()),
  );

  await step('a double click rates one pair only', () =>
    rates(() => page.getByRole('button', { name: 'A and B are equally good' }).dblclick()),
  );

  await step('X says that both are bad', async () => {
    await rates(() => page.keyboard.press('x'));
    await page.getByText('Last: both are bad').waitFor();
  });

  await step('S skips', async () => {
    const pair = await item();
    await page.keyboard.press('s');
    await page.getByText('Last: skipped').waitFor();
    await page.waitForFunction(
      (old) => document.querySelector('.pair')?.getAttribute('data-item') !== old,
      pair,
    );
    await ready();
  });

  await step('U takes the last rating back and its pair returns', async () => {
    const before = await mine();
    const pair = await rates(() => page.keyboard.press('e'));
    await picture('undo');
    await page.keyboard.press('u');
    await page.getByText('Taken back: equally good.').waitFor();
    await eventually(mine, before, 'ratings by me after the undo');
    await eventually(item, pair, 'the pair that was taken back is on the desk again');
    await ready();
  });

  await step('after a reload the same pair is there', async () => {
    const [count, pair] = [await mine(), await item()];
    await page.reload();
    await open();
    await eventually(mine, count, 'ratings by me after the reload');
    await eventually(item, pair, 'the pair that is leased to me');
  });

  await step(
    'C opens a comment, no key rates while somebody writes, and Escape leaves it',
    async () => {
      const [count, pair] = [await mine(), await item()];
      await page.keyboard.press('c');
      await page.keyboard.type('2x the same: it guesses');
      assert.equal(await page.getByLabel('Comment').inputValue(), '2x the same: it guesses');
      await picture('comment');
      await page.keyboard.press('Escape');
      assert.equal(await mine(), count);
      assert.equal(await item(), pair);
      await page.reload();
      await open();
      assert.equal(await page.getByLabel('Comment').inputValue(), '2x the same: it guesses');
    },
  );

  await step('what was written goes with the verdict, and comes back with an undo', async () => {
    const pair = await item();
    const sent = page.waitForRequest((request) => request.url().endsWith('/rating'));
    await rates(() => page.keyboard.press('4'));
    assert.equal((await sent).postDataJSON().comment, '2x the same: it guesses');
    assert.equal(await page.getByLabel('Comment').count(), 0, 'the next pair has no comment');
    await page.keyboard.press('u');
    await page.getByText('Taken back: equally good.').waitFor();
    await eventually(item, pair, 'the pair that was taken back is on the desk again');
    await ready();
    assert.equal(await page.getByLabel('Comment').inputValue(), '2x the same: it guesses');
    await page.keyboard.press('c');
    await page.getByLabel('Comment').fill('');
    await page.keyboard.press('Escape');
    await page.getByLabel('Comment').waitFor({ state: 'detached' });
  });

  await step('a damaged address says so, and Back leads to the pair', async () => {
    const pair = await item();
    await page.evaluate(() => {
      window.location.hash = '#/rate/%E0%A4%A';
    });
    await page.getByRole('heading', { name: 'There is nothing at this address' }).waitFor();
    await page.getByRole('link', { name: 'Go to the start' }).waitFor();
    await picture('damaged-address');
    await page.goBack();
    await open();
    await eventually(item, pair, 'the pair that is leased to me');
  });

  await step('a clock that is two minutes fast takes away neither pair nor undo', async () => {
    const before = await mine();
    const other = await context.newPage();
    await other.addInitScript((ahead) => {
      const Real = Date;
      globalThis.Date = class extends Real {
        constructor(...given) {
          super(...(given.length === 0 ? [Real.now() + ahead] : given));
        }
        static now() {
          return Real.now() + ahead;
        }
      };
    }, 120_000);
    await other.goto(page.url());
    await other.locator('.point:not(:disabled)').first().waitFor();
    await other.waitForTimeout(450);
    await other.locator('.point').first().click();
    await other.getByRole('button', { name: 'Undo' }).click();
    await other.getByText('Taken back').waitFor();
    await other.close();
    await page.reload();
    await open();
    await eventually(mine, before, 'ratings by me after the undo');
  });

  await step('a lost answer is told, and sending again counts once', async () => {
    let lost = 0;
    await page.route('**/api/leases/*/rating', async (route) => {
      lost += 1;
      if (lost === 1) {
        // The service gets it; the page never hears of it.
        await route.fetch();
        await route.abort();
      } else {
        await route.continue();
      }
    });
    await rates(async () => {
      await page.keyboard.press('6');
      await page.getByRole('alert').waitFor();
      await picture('lost-answer');
      await page.getByRole('button', { name: 'Send again' }).click();
    });
    await page.unroute('**/api/leases/*/rating');
    assert.ok(lost >= 2);
  });

  await step('phone and dark forms have no sideways scrolling', async () => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture('dark');
    await page.setViewportSize({ width: 390, height: 844 });
    await picture('phone-dark');
    await page.emulateMedia({ colorScheme: 'light' });
    await picture('phone');
    assert.ok(
      await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
      'the page is wider than a phone',
    );
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  await step('signing out ends the session', async () => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    assert.equal((await page.request.get(new URL('/api/projects', url).href)).status(), 401);
  });

  assert.deepEqual(
    consoleErrors.filter((error) => !error.includes('net::ERR_FAILED')),
    [],
    'the browser reported errors',
  );
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await context.close();
  rmSync(profile, { recursive: true, force: true });
}
