// What every walk through the page stands on: a browser, steps that say what they check, pictures, and axe in every look.
//   ATTUNE_URL, ATTUNE_USER, ATTUNE_PASSWORD   required
//   ATTUNE_SCREENSHOTS     folder for pictures (default: target/screenshots)
//   CHROMIUM               the browser (default: /usr/bin/chromium)
// Exit code 0: every step did what it says; 1: the first step that did not is told in a sentence.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const WIDE = { width: 1280, height: 860 };
const NARROW = { width: 360, height: 740 };

/** A setting from the environment; a missing one without a fallback ends the walk. */
export function environment(name, fallback) {
  const value = process.env[name] ?? fallback;
  assert.ok(value !== undefined, `Set ${name} in the environment.`);
  return value;
}

/**
 * Walks through the page: `walk` gets the tools below. Ends the process's work with an exit code.
 * `name` names the pictures; `allowed` are console errors that the walk provokes.
 */
export async function walkThrough(name, walk, { allowed = [] } = {}) {
  const url = environment('ATTUNE_URL');
  const pictures = environment('ATTUNE_SCREENSHOTS', 'target/screenshots');
  mkdirSync(pictures, { recursive: true });
  const profile = mkdtempSync(join(tmpdir(), 'attune-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: environment('CHROMIUM', '/usr/bin/chromium'),
    headless: true,
    viewport: WIDE,
    locale: 'en-GB',
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
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => {
    // Before the sign-in the page asks who is there, and 401 is the right answer to that.
    if (message.type() === 'error' && !message.text().includes('401')) {
      errors.push(message.text());
    }
  });
  try {
    await walk(toolsFor({ url, page, context, name, pictures }));
    assert.deepEqual(
      errors.filter((error) => !allowed.some((part) => error.includes(part))),
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
}

function toolsFor({ url, page, context, name, pictures }) {
  let number = 0;
  const picture = (what) =>
    page.screenshot({
      path: join(pictures, `${name}-${String(++number).padStart(2, '0')}-${what}.png`),
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

  /** Nothing on the screen keeps anybody out, by axe's rules for WCAG 2.2 AA and its best practices. */
  async function isAccessible() {
    // Evaluated by the debugger: the page's content security policy admits no script of others.
    await page.evaluate(AXE);
    const { violations } = await page.evaluate(() => window.axe.run());
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
      [],
      'axe finds violations',
    );
  }

  async function fitsTheWidth() {
    assert.ok(
      await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
      'the page scrolls sideways',
    );
  }

  /** The screen as it is, light and dark, wide and on a phone: a picture of each, axe in each, no sideways scrolling. */
  async function everyLook(what) {
    for (const [size, viewport] of [
      ['wide', WIDE],
      ['phone', NARROW],
    ]) {
      await page.setViewportSize(viewport);
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.evaluate(
          () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
        );
        await picture(`${what}-${size}-${colorScheme}`);
        await isAccessible();
        await fitsTheWidth();
      }
    }
    await page.setViewportSize(WIDE);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'no-preference' });
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

  /** Opens an address of the page, such as `/projects`. */
  const open = (address) => page.goto(`${url.replace(/\/$/, '')}/#${address}`);

  async function signIn(
    user = environment('ATTUNE_USER'),
    password = environment('ATTUNE_PASSWORD'),
  ) {
    await page.getByLabel('Name').fill(user);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor({ state: 'detached' });
  }

  async function signOut() {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  }

  return {
    url,
    page,
    context,
    picture,
    step,
    isAccessible,
    everyLook,
    eventually,
    open,
    signIn,
    signOut,
  };
}
