// Every way to rate, in a real browser against a running feedback-service, by the keyboard alone and by what else there is.
//   ATTUNE_URL, ATTUNE_USER, ATTUNE_PASSWORD   required; the user is an annotator
//   ATTUNE_SCORES   name of a project with pairs, two axes, flags, corrections and highlights ("wrong", "unclear"); two items
//   ATTUNE_RANK     name of a project that ranks four answers; four items
//   ATTUNE_WRITE    name of a project that wants demonstrations; one item
// Settings of every walk: harness.mjs.
import { assert, another, chooseProject, item, ready, said, toTheDesk } from './desk.mjs';
import { environment, walkThrough } from './harness.mjs';

async function walk(tools) {
  const { page, step, everyLook, open, signOut } = tools;
  const go = async (setting) => {
    await open('/projects');
    await chooseProject(page, environment(setting));
  };
  const focused = () =>
    page.evaluate(() => document.activeElement?.closest('fieldset')?.textContent ?? '');

  await step('a project that asks for more shows all that it asks for', async () => {
    await toTheDesk(tools, environment('ATTUNE_SCORES'));
    await everyLook('scores');
    await ready(page);
  });

  await step('nothing is sent while something is missing, and that is said', async () => {
    await page.keyboard.press('Control+Enter');
    await page.getByText('Say first which answer is better').waitFor();
    await page.keyboard.press('2');
    await page.getByRole('button', { name: 'A is clearly better', pressed: true }).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('Score each answer').waitFor();
  });

  await step('digits score one axis after the other', async () => {
    await page.keyboard.press('n');
    for (const digit of ['4', '5', '2', '3']) {
      assert.notEqual(await focused(), '', 'a question has the focus');
      await page.keyboard.press(digit);
      await page.waitForTimeout(80);
    }
    assert.equal(await page.locator('.scores[data-open-question]').count(), 0);
  });

  await step('a flag is set by the keyboard', async () => {
    await page.getByRole('group', { name: 'Answer B is' }).getByRole('button').last().focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'untrue', pressed: true }).waitFor();
  });

  await step('words are marked by the keyboard', async () => {
    await page.getByRole('button', { name: 'Choose words' }).first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('application', { name: 'Words of answer A' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Shift+ArrowRight');
    await page.getByText('Selected:').waitFor();
    await page.keyboard.press('1');
    await page.keyboard.press('Escape');
    await page.getByRole('list', { name: 'Marks of answer A' }).waitFor();
  });

  await step('words are marked by the mouse, through what Markdown makes of them', async () => {
    const strong = page.locator('.answer-b .markdown strong').first();
    await strong.dblclick();
    await page.getByRole('button', { name: 'Mark as unclear' }).click();
    await page.getByRole('list', { name: 'Marks of answer B' }).getByRole('textbox').fill('why?');
  });

  await step('a better answer begins as the one that is there', async () => {
    await page.getByRole('button', { name: 'Correct answer A' }).click();
    const field = page.getByLabel('Better answer, from A');
    assert.ok((await field.inputValue()).length > 0);
    await field.press('End');
    await field.press('Control+End');
    await field.pressSequentially(' It is better so.');
    await everyLook('said');
  });

  let draft;
  await step('a reload keeps all of it, and Ctrl+Enter sends it', async () => {
    await page.reload();
    await ready(page);
    await page.getByText('What you had begun is here again.').waitFor();
    draft = await said(page, () => page.keyboard.press('Control+Enter'));
    assert.equal(draft.verdict, 'LEFT');
    assert.deepEqual(
      draft.answers.map(({ scores }) => Object.values(scores)),
      [
        [4, 5],
        [2, 3],
      ],
    );
    assert.deepEqual(draft.answers[1].flags, ['untrue']);
    assert.equal(draft.answers[0].highlights[0].reason, 'wrong');
    assert.equal(draft.answers[1].highlights[0].comment, 'why?');
    assert.ok(draft.correction.text.endsWith(' It is better so.'));
    await page.getByText('Last: A is clearly better').waitFor();
  });

  await step('the marks are where they were made, counted in characters', async () => {
    await ready(page);
    await page.keyboard.press('u');
    await page.getByText('Taken back').waitFor();
    await ready(page);
    const marked = await page.locator('.answer-b .markdown mark').first().textContent();
    const strong = await page.locator('.answer-b .markdown strong').first().textContent();
    assert.ok(strong.includes(marked.trim()));
    const pair = await item(page);
    await page.keyboard.press('Control+Enter');
    await another(page, pair);
  });

  await step('four answers are ranked by digits, with a tie', async () => {
    await go('ATTUNE_RANK');
    await everyLook('rank');
    await ready(page);
    const pair = await item(page);
    await page.keyboard.press('Enter');
    await page.getByText('Give a place to').waitFor();
    for (const digit of ['2', '1', '2', '3']) {
      await page.keyboard.press(digit);
    }
    const rating = await said(page, () => page.keyboard.press('Enter'));
    assert.deepEqual(rating.ranking, [[1], [0, 2], [3]]);
    await page.getByText('Last: ranked B > A = C > D').waitFor();
    await another(page, pair);
  });

  await step('by buttons', async () => {
    const pair = await item(page);
    for (const name of ['D up', 'C up', 'B up', 'A up', 'A up', 'B as good as the one above']) {
      await page.getByRole('button', { name, exact: true }).click();
    }
    const rating = await said(page, () => page.getByRole('button', { name: 'Send' }).click());
    assert.deepEqual(rating.ranking, [[3], [2], [0, 1]]);
    await another(page, pair);
  });

  await step('by dragging with the keyboard, which says what happens', async () => {
    const pair = await item(page);
    for (const digit of ['1', '2', '3', '4']) {
      await page.keyboard.press(digit);
    }
    await page.getByRole('button', { name: 'Move answer D' }).focus();
    await page.keyboard.press('Space');
    await page.getByText('Answer D is picked up.').waitFor({ state: 'attached' });
    await page.waitForTimeout(300);
    await page.keyboard.press('ArrowUp');
    await page.getByText('Answer D is over the place of answer C.').waitFor({ state: 'attached' });
    await page.waitForTimeout(300);
    await page.keyboard.press('Space');
    await page.getByText('Answer D: Place 3.').waitFor({ state: 'attached' });
    const rating = await said(page, () => page.keyboard.press('Control+Enter'));
    assert.deepEqual(rating.ranking, [[0], [1], [3], [2]]);
    await another(page, pair);
  });

  await step('and by dragging with the mouse', async () => {
    for (const digit of ['1', '2', '3', '4']) {
      await page.keyboard.press(digit);
    }
    const handle = page.getByRole('button', { name: 'Move answer D' });
    const target = page.getByRole('button', { name: 'Move answer A' });
    await handle.scrollIntoViewIfNeeded();
    const [from, to] = [await handle.boundingBox(), await target.boundingBox()];
    await page.mouse.move(from.x + 10, from.y + 10);
    await page.mouse.down();
    await page.mouse.move(from.x + 10, from.y - 20, { steps: 4 });
    await page.mouse.move(to.x + 10, to.y + 4, { steps: 8 });
    await page.mouse.up();
    await page.waitForTimeout(300);
    const rating = await said(page, () => page.keyboard.press('Control+Enter'));
    assert.deepEqual(rating.ranking, [[3], [0], [1], [2]]);
  });

  await step('an answer of one’s own is written and sent', async () => {
    await go('ATTUNE_WRITE');
    await everyLook('demonstrate');
    await ready(page);
    await page.keyboard.press('n');
    await page.keyboard.type('So I would say it.');
    const rating = await said(page, () => page.keyboard.press('Control+Enter'));
    assert.deepEqual(rating, { demonstration: 'So I would say it.' });
    await page.getByText('Last: an answer written').waitFor();
  });

  await step('signing out ends the session', signOut);
}

await walkThrough('ways', walk);
