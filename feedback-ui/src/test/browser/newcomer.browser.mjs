// From what `./attune up` printed to the first rating, by what the page says and nothing else.
//   ATTUNE_UP              what `up` printed; required
//   ATTUNE_SCREENSHOTS     folder for pictures (default: target/screenshots)
//   CHROMIUM               the browser (default: /usr/bin/chromium)
// Prints how long it took from the address to the first rating. Exit codes as in harness.mjs.
import assert from 'node:assert/strict';
import { environment, walkThrough } from './harness.mjs';

const PASSWORD = 'four plain words here';
const MOST_SECONDS = 120;
const PATIENCE = 90_000;

const [address] = /http:\/\/\S+#\/setup\/\S+/.exec(environment('ATTUNE_UP')) ?? [];
assert.ok(address, 'up printed no address to begin with');
process.env.ATTUNE_URL = new URL('/', address).href;

await walkThrough(
  'newcomer',
  async ({ page, context, step, picture, everyLook, open, signIn, signOut }) => {
    const began = Date.now();

    await step('the address that was printed leads to a password of one’s own', async () => {
      await page.goto(address);
      await page.getByRole('heading', { name: 'Welcome to Attune' }).waitFor();
      assert.ok(!page.url().includes(address.split('/').at(-1)), 'the secret stays in the address');
      await picture('welcome');
      await page.getByLabel('Your password').fill('short');
      await page.getByRole('button', { name: 'Go on' }).click();
      await page.getByText('That is too short').waitFor();
      await page.getByLabel('Your password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Go on' }).click();
    });

    await step('a template makes the first project', async () => {
      await page.getByRole('heading', { name: 'Your first project' }).waitFor();
      await page.getByRole('radio', { name: 'House style answers' }).check();
      await picture('project');
      await page.getByRole('button', { name: 'Create project' }).click();
    });

    await step('the newcomer rates alone, and is not thrown out for it', async () => {
      await page.getByRole('heading', { name: 'Who rates?' }).waitFor();
      await picture('raters');
      await page.getByRole('button', { name: 'Start rating' }).click();
    });

    await step('the first pair comes by itself, and one key rates it', async () => {
      const pair = page.getByRole('heading', { name: 'Which answer is better?' });
      const waiting = page.getByRole('heading', { name: 'Answers are being made' });
      await pair.or(waiting).first().waitFor({ timeout: PATIENCE });
      if (await waiting.isVisible()) {
        await picture('answers-are-made');
        await page.getByText(/\d+ of \d+ prompts have theirs/).waitFor({ timeout: PATIENCE });
      }
      await pair.waitFor({ timeout: PATIENCE });
      await picture('first-pair');
      // The page ignores a verdict in the first moments of a pair, as nobody can have read it.
      await page.waitForTimeout(450);
      await page.keyboard.press('2');
      await page.getByText('Last: A is clearly better').waitFor();
    });

    const seconds = (Date.now() - began) / 1000;
    console.log(`time  ${seconds.toFixed(1)} s from the address to the first rating`);
    assert.ok(seconds < MOST_SECONDS, `the first rating took ${seconds} s`);
    await picture('first-rating');

    await step('the first chart is there, and says what was done', async () => {
      await open('/projects');
      await page.getByRole('link', { name: 'Manage House style answers' }).click();
      await page.getByRole('heading', { name: 'Ratings by day' }).waitFor();
      await page.getByRole('row', { name: /admin/ }).waitFor();
      await everyLook('overview');
    });

    await step('the screens of the setup are accessible in every look', async () => {
      const project = page.url().split('/').at(-1);
      await open('/begin');
      await page.getByRole('radio', { name: 'Summaries' }).check();
      await everyLook('begin');
      await open(`/begin/${project}`);
      await page.getByRole('button', { name: 'Make a link' }).click();
      await page.getByLabel('Link').waitFor();
      await everyLook('who-rates');
      await open('/projects');
      await page.getByRole('link', { name: 'Manage House style answers' }).waitFor();
      await everyLook('projects');
    });

    await step('the link works once: later it says so and leads to the sign-in', async () => {
      await open('/projects');
      await signOut();
      await page.goto('about:blank');
      await page.goto(address);
      await page.getByRole('heading', { name: 'This link was used already' }).waitFor();
      await everyLook('used');
      await page.getByRole('link', { name: 'Sign in' }).click();
      await signIn('admin', PASSWORD);
      await page.getByRole('heading', { name: 'Projects' }).waitFor();
      await signOut();
    });

    assert.equal(context.pages().length, 1);
  },
);
