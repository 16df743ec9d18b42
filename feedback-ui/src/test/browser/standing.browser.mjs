// A manager looks on as checkpoints stand, while somebody rates; in three languages. A reviewer sees the same, and an empty project says so.
//   ATTUNE_URL, ATTUNE_USER, ATTUNE_PASSWORD   the service and the manager; all have the same password
//   ATTUNE_PROJECT         id of a project with planted votes (PlantedStanding), and two items that nobody has rated
//   ATTUNE_EMPTY           id of a project without votes
//   ATTUNE_RATER, ATTUNE_REVIEWER   who rates, and who reviews
import assert from 'node:assert/strict';
import { environment, walkThrough } from './harness.mjs';

const url = environment('ATTUNE_URL').replace(/\/$/, '');
const project = environment('ATTUNE_PROJECT');
const password = environment('ATTUNE_PASSWORD');

async function sent(token, path, body) {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'Idempotency-Key': `walk-${String(Math.random())}`,
      ...(token && { Authorization: `Bearer ${token}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  assert.ok(response.ok, `${path}: ${String(response.status)}`);
  return response.json();
}

/** Somebody rates an item, elsewhere. */
async function vote() {
  const { token } = await sent(undefined, '/api/session', {
    name: environment('ATTUNE_RATER'),
    password,
  });
  const { leaseId } = await sent(token, `/api/projects/${project}/next`);
  await sent(token, `/api/leases/${leaseId}/rating`, { verdict: 'LEFT', strength: 1 });
}

await walkThrough(
  'standing',
  async ({ page, step, everyLook, open, signIn, signOut, speak, eventually }) => {
    const counted = (votes) => page.getByText(`${votes} votes of`);

    await step('a manager sees who is ahead, how surely, and what cannot be compared', async () => {
      await open(`/manage/${project}/standing`);
      await signIn();
      await counted('2,000').waitFor();
      await page.getByText('Live: it changes as votes come').waitFor();
      await page
        .getByText(/^policy-a is ahead of policy-b by \+\d+ points \(.+ to .+\)\.$/)
        .waitFor();
      await page
        .getByText(/taken away would turn it/)
        .first()
        .waitFor();
      await page
        .getByText(
          'Between group 1 (policy-a, policy-b, policy-c, and policy-d) and group 2 (policy-e',
        )
        .waitFor();
      await page.getByText('The side matters').first().waitFor();
      assert.ok((await page.getByText('clear', { exact: true }).count()) >= 2);
      assert.ok((await page.getByText('never met').count()) >= 8);
      await everyLook('standing');
    });

    await step('a vote that somebody gives elsewhere changes it by itself', async () => {
      await vote();
      await counted('2,001').waitFor();
    });

    await step('who pauses it sees what was there last, until it is followed again', async () => {
      await page.getByText('Follow').click();
      await page.getByText('Paused: this is what was there last').waitFor();
      await vote();
      await page.waitForTimeout(4_000);
      assert.equal(await counted('2,001').count(), 1);
      await page.getByText('Follow').click();
      await counted('2,002').waitFor();
    });

    for (const [language, title] of [
      ['de', 'Jeder gegen jeden'],
      ['ar', 'كل واحدة أمام كل واحدة'],
    ]) {
      await step(`all of it is said in ${language}`, async () => {
        await speak(language);
        await page.getByRole('heading', { name: title }).waitFor();
        await everyLook(`standing-${language}`);
      });
    }

    await step('a project without votes says what is missing', async () => {
      await speak('en');
      await open(`/manage/${environment('ATTUNE_EMPTY')}/standing`);
      await page.getByRole('heading', { name: 'No votes between checkpoints yet' }).waitFor();
      await everyLook('empty');
    });

    await step('a reviewer sees the same', async () => {
      await signOut();
      await open(`/review/${project}/standing`);
      await signIn(environment('ATTUNE_REVIEWER'), password);
      await counted('2,002').waitFor();
      await eventually(
        () => page.getByRole('heading', { name: 'Each against each' }).count(),
        1,
        'the pairs',
      );
      await everyLook('review');
    });
  },
  // The registry, which knows names, is not there.
  { allowed: ['503'] },
);
