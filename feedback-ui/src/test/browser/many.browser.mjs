// Rates many pairs in a row by the keyboard: it must not become slower, and the page must not grow.
//   ATTUNE_URL, ATTUNE_USER, ATTUNE_PASSWORD   required; the user is an annotator
//   ATTUNE_PROJECT   name of a project that asks for a verdict alone, with more pairs open than are rated
//   ATTUNE_RATINGS   how many are rated (default: 10000)
//   ATTUNE_NO_LOOK   set: the page's clock sees each key half a second late, so that nobody waits through its shortest
//                    look at a pair; 10,000 ratings then take minutes instead of more than an hour
// Settings of every walk: harness.mjs.
import { Buffer } from 'node:buffer';
import { gzipSync } from 'node:zlib';
import { assert, LOOK_MS, toTheDesk } from './desk.mjs';
import { environment, walkThrough } from './harness.mjs';

const ratings = Number(environment('ATTUNE_RATINGS', '10000'));
/** So many at the beginning and at the end are compared. */
const SAMPLE = Math.max(10, Math.floor(ratings / 20));
const LARGEST_SCRIPT = 200_000;
const IN_A_HURRY = environment('ATTUNE_NO_LOOK', '') !== '';
const KEYS = ['1', '2', '3', '4', '5', '6', '7', 'x'];

async function walk(tools) {
  const { page, context, step, signOut } = tools;
  const browser = await context.newCDPSession(page);
  if (IN_A_HURRY) {
    await page.addInitScript(keysComeLate, LOOK_MS);
  }
  const scripts = new Map();
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') {
      scripts.set(
        response.url(),
        response.body().catch(() => Buffer.alloc(0)),
      );
    }
  });
  const heap = async () => {
    await browser.send('HeapProfiler.collectGarbage');
    const { usedSize } = await browser.send('Runtime.getHeapUsage');
    return usedSize / 2 ** 20;
  };

  await step('somebody signs in, rates once and looks at the keys', async () => {
    await toTheDesk(tools, environment('ATTUNE_PROJECT'));
    await rateOne(page, '2');
    await page.waitForTimeout(LOOK_MS);
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  await step(
    `the script of that path has less than ${String(LARGEST_SCRIPT / 1000)} kB, compressed`,
    async () => {
      let size = 0;
      for (const body of scripts.values()) {
        size += gzipSync(await body, { level: 9 }).length;
      }
      console.log(`     ${String(scripts.size)} scripts, ${(size / 1000).toFixed(1)} kB`);
      assert.ok(scripts.size > 0 && size < LARGEST_SCRIPT, `${String(size)} bytes`);
    },
  );

  await step(
    `${String(ratings)} ratings in a row are no slower at the end, and memory stays level`,
    async () => {
      const times = [];
      const heaps = [];
      const start = Date.now();
      for (let rating = 0; rating < ratings; rating += 1) {
        if (!IN_A_HURRY) {
          await page.waitForTimeout(LOOK_MS - 90);
        }
        times.push(await rateOne(page, KEYS[rating % KEYS.length]));
        if (rating === SAMPLE || rating === ratings - 1) {
          heaps.push(await heap());
        }
      }
      const [begin, end] = [quantiles(times.slice(0, SAMPLE)), quantiles(times.slice(-SAMPLE))];
      const all = quantiles(times);
      console.log(
        `     ${((Date.now() - start) / 1000).toFixed(0)} s; next pair after: begin ${begin.text}; end ${end.text}; all ${all.text}; heap ${heaps.map((one) => one.toFixed(1)).join(' -> ')} MiB`,
      );
      assert.ok(end.median < begin.median * 1.5 + 10, 'slower at the end');
      assert.ok(heaps.at(-1) < heaps[0] * 1.3 + 4, 'the page grows');
    },
  );

  await step('signing out ends the session', signOut);
}

/** In the page: the first who asks for the time after a key is told that it is `later` milliseconds later. */
function keysComeLate(later) {
  const now = Date.now.bind(Date);
  let ahead = 0;
  Date.now = () => {
    const time = now() + ahead;
    ahead = 0;
    return time;
  };
  window.addEventListener('keydown', () => (ahead = later), { capture: true });
}

/** Rates by a key; gives the milliseconds until the next pair was there, by the page's own clock. */
async function rateOne(page, key) {
  await page.evaluate(() => {
    const before = document.querySelector('.pair')?.getAttribute('data-item');
    window.shown = new Promise((resolve) => {
      document.addEventListener(
        'keydown',
        () => {
          const start = window.performance.now();
          const look = () => {
            const now = document.querySelector('.pair')?.getAttribute('data-item');
            if (now && now !== before) {
              resolve(window.performance.now() - start);
            } else {
              window.requestAnimationFrame(look);
            }
          };
          window.requestAnimationFrame(look);
        },
        { once: true, capture: true },
      );
    });
  });
  await page.keyboard.press(key);
  return page.evaluate(() => window.shown);
}

function quantiles(times) {
  const sorted = [...times].sort((one, other) => one - other);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  const [median, p95] = [at(0.5), at(0.95)];
  return { median, p95, text: `median ${median.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms` };
}

await walkThrough('many', walk);
