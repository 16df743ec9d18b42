// A rater looks back, revises, flags and writes to the reviewers; a reviewer decides flags and disagreement and answers; a
// manager takes the rater's ratings out. Three people, one after the other.
//   ATTUNE_URL, ATTUNE_USER, ATTUNE_PASSWORD   the service and a rater
//   ATTUNE_PROJECT         id of a project with two ratings an item: the rater and another differ on two of its items, and the
//                          rater skipped a third
//   ATTUNE_MARKED          id of a project whose one pair, with images, the rater rated; parts may be marked, answers corrected
//   ATTUNE_WRITTEN         id of a project for whose one prompt the rater and another wrote an answer
//   ATTUNE_REVIEWER, ATTUNE_MANAGER            a reviewer and the project's manager, with the same password
import assert from 'node:assert/strict';
import { environment, walkThrough } from './harness.mjs';

const project = environment('ATTUNE_PROJECT');
const password = environment('ATTUNE_PASSWORD');

await walkThrough('review', async (tools) => {
  const { page, step, everyLook, open, signIn, signOut, eventually } = tools;
  const cards = page.locator('article.rated');
  const heading = (name) => page.getByRole('heading', { name, level: 1 });

  async function comesIn(address, user, title) {
    await open(address);
    await signIn(user, password);
    await heading(title).waitFor();
  }

  await step('a rater sees what they rated, newest first', async () => {
    await comesIn(`/mine/in/${project}`, environment('ATTUNE_USER'), 'My ratings');
    await eventually(() => cards.count(), 3, 'the ratings');
    await cards.first().getByText('Skipped').waitFor();
    await everyLook('history');
  });

  await step('a change of mind replaces a rating', async () => {
    const card = cards.nth(2);
    await card.getByRole('button', { name: 'Revise' }).click();
    await page.getByRole('radio', { name: 'Equally good' }).check();
    await page.getByLabel('Comment').fill('A second look.');
    await everyLook('revise');
    await page.getByRole('button', { name: 'Save' }).click();
    await card.getByText('A second look.').waitFor();
    await card.getByText('Equally good').waitFor();
    await page.reload();
    await cards.nth(2).getByText('A second look.').waitFor();
  });

  await step('an item is flagged by keyboard alone', async () => {
    const card = cards.nth(1);
    await card.getByRole('button', { name: 'Flag' }).press('Enter');
    await page.getByRole('radio', { name: 'Personal data' }).focus();
    await page.keyboard.press('Space');
    await page.getByLabel('In your own words').fill('An address of somebody.');
    await everyLook('flag');
    await page.getByRole('dialog').getByRole('button', { name: 'Flag' }).press('Enter');
    await card.getByText('with the reviewers').waitFor();
  });

  await step('a note goes to the reviewers', async () => {
    const card = cards.nth(2);
    await card.getByRole('button', { name: 'Write a note' }).click();
    await card.getByLabel('Write something').fill('Both name no source.');
    await card.getByRole('button', { name: 'Send' }).click();
    await card.locator('.note').getByText('Both name no source.').waitFor();
  });

  await step('one’s own quality says when there is not enough yet', async () => {
    await page.getByRole('link', { name: 'How I rate' }).click();
    await page.getByText('Not enough yet').first().waitFor();
    await everyLook('quality');
    await page.goBack();
    await cards.first().waitFor();
  });

  await step('a revision marks a part and begins a correction, by keyboard alone', async () => {
    await open(`/mine/in/${environment('ATTUNE_MARKED')}`);
    const card = cards.first();
    await eventually(() => card.getByRole('img', { name: 'A small square' }).count(), 2, 'images');
    const widths = () =>
      card
        .getByRole('img')
        .evaluateAll((images) => images.map(({ naturalWidth }) => naturalWidth).join());
    await eventually(widths, '64,64', 'the images are there, not only their places');
    await everyLook('history-images');
    await card.getByRole('button', { name: 'Revise' }).press('Enter');
    const answer = page.getByRole('group', { name: 'Answer A', exact: true });
    await answer.getByRole('button', { name: 'Choose words' }).press('Enter');
    await page.getByRole('application').press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await page.keyboard.press('1');
    await answer.locator('.marks').getByText('wrong').waitFor();
    await page.getByRole('application').press('Escape');
    await answer.getByRole('button', { name: 'Correct answer A' }).press('Enter');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('It is a red square.');
    await everyLook('revise-marks');
    await page.getByRole('button', { name: 'Save' }).press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.reload();
    await cards.first().getByRole('button', { name: 'Revise' }).press('Enter');
    await page.locator('.marks').getByText('wrong').waitFor();
    assert.equal(await page.locator('.correction textarea').inputValue(), 'It is a red square.');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await open(`/mine/in/${project}`);
    await eventually(() => cards.count(), 3, 'the ratings');
  });

  await step('what was skipped is had again', async () => {
    await cards.first().getByRole('button', { name: 'Have it again' }).click();
    await page.waitForURL(/#\/rate\//);
    await page.locator('main, .desk').first().waitFor();
    await open(`/mine/in/${project}`);
    await eventually(() => cards.count(), 2, 'the ratings that are left');
    await signOut();
  });

  await step('a reviewer sees the flag and puts the item back', async () => {
    await comesIn(`/review/${project}/flagged`, environment('ATTUNE_REVIEWER'), 'Review');
    await page.getByRole('link', { name: 'Flagged (1)' }).waitFor();
    await everyLook('flagged');
    await page.locator('a.project').first().click();
    await page.getByText('An address of somebody.').waitFor();
    await everyLook('item-flagged');
    await page.getByRole('button', { name: 'Back into the queue' }).click();
    await page.getByLabel('Reason').fill('It is an invented one.');
    await everyLook('reason');
    await page.getByRole('dialog').getByRole('button', { name: 'Back into the queue' }).click();
    await page.locator('.chip', { hasText: 'in the queue' }).waitFor();
  });

  await step('a note is seen and answered', async () => {
    await open(`/review/${project}/unseen`);
    await page.locator('a.project').first().click();
    await page.getByText('Both name no source.').waitFor();
    const thread = page.locator('details[open] .notes').first();
    await thread.getByLabel('Write something').fill('Thank you, that counts.');
    await thread.getByRole('button', { name: 'Send' }).click();
    await page.locator('.note').getByText('Thank you, that counts.').waitFor();
    await open(`/review/${project}/unseen`);
    await page.getByRole('heading', { name: 'No new notes' }).waitFor();
    await everyLook('empty');
  });

  await step('the strongest disagreement comes first, and a verdict settles it', async () => {
    await open(`/review/${project}/disagreeing`);
    await page.locator('a.project').first().waitFor();
    await everyLook('disagreement');
    await page.locator('a.project').first().click();
    await page.getByRole('heading', { name: /side by side/ }).waitFor();
    await page.getByRole('radio', { name: 'B is clearly better' }).check();
    await page.getByLabel('Because …').fill('It answers the question.');
    await page.getByRole('button', { name: 'Decide' }).click();
    await page.locator('.chip', { hasText: 'decided by a reviewer' }).waitFor();
    await everyLook('item-decided');
  });

  await step(
    'of written answers one is taken, edited, and why the other is not is said',
    async () => {
      await open(`/review/${environment('ATTUNE_WRITTEN')}/written`);
      await page.getByRole('link', { name: 'Written answers (1)' }).waitFor();
      await page.locator('a.project').first().click();
      await page.getByRole('heading', { name: 'Which answer is taken?' }).waitFor();
      await everyLook('written');
      assert.ok(await page.getByRole('button', { name: 'Decide' }).isDisabled());
      await page.locator('.rated-answer', { hasText: 'Hi you!' }).getByRole('radio').focus();
      await page.keyboard.press('Space');
      await page.getByLabel('The answer as it is taken').fill('Hi you! Welcome.');
      await page.getByLabel(/^Why not the answer of/).fill('It is too short.');
      await everyLook('written-chosen');
      await page.getByRole('button', { name: 'Decide' }).press('Enter');
      await page.locator('.chip', { hasText: 'decided by a reviewer' }).waitFor();
      await page.getByText('Not taken: It is too short.').waitFor();
      await everyLook('written-decided');
      await signOut();
    },
  );

  await step('a manager sees who rated and takes one person’s ratings out', async () => {
    await comesIn(`/review/${project}/raters`, environment('ATTUNE_MANAGER'), 'Review');
    const name = environment('ATTUNE_USER');
    await page.getByRole('button', { name: `Take out the ratings of ${name}` }).waitFor();
    await everyLook('raters');
    await page.getByRole('button', { name: `Take out the ratings of ${name}` }).click();
    await page.getByText(/^2 ratings and 0 skipped/).waitFor();
    await page.getByLabel('Reason').fill('Answers at random.');
    await everyLook('voiding');
    await page.getByRole('dialog').getByRole('button', { name: 'Take out …' }).click();
    await page.getByText('2 ratings taken out').waitFor();
    await everyLook('voided');
    assert.equal(
      await page.getByRole('button', { name: `Take out the ratings of ${name}` }).count(),
      0,
    );
    await signOut();
  });

  await step('the rater sees the reviewer’s answer and what became of the ratings', async () => {
    await comesIn(
      `/mine/in/${environment('ATTUNE_WRITTEN')}`,
      environment('ATTUNE_USER'),
      'My ratings',
    );
    await page.getByText('A reviewer did not take your answer: It is too short.').waitFor();
    await everyLook('not-taken');
    await open(`/mine/in/${project}`);
    await page.getByText('taken out by a manager').first().waitFor();
    await page.getByLabel('Only those with new notes from reviewers').check();
    await eventually(() => cards.count(), 1, 'the rating with a new note');
    await cards
      .first()
      .getByRole('button', { name: /2 notes/ })
      .click();
    await page.getByText('Thank you, that counts.').waitFor();
    await everyLook('answered');
    await signOut();
  });
});
