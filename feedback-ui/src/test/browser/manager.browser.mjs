// A manager's work, and a rater who comes by a link.
//   ATTUNE_URL, ATTUNE_USER, ATTUNE_PASSWORD   required; the user is an engineer who manages the project
//   ATTUNE_PROJECT         its name; it has at least three open pairs
//   ATTUNE_SCREENSHOTS     folder for pictures (default: target/screenshots)
//   CHROMIUM               the browser (default: /usr/bin/chromium)
// Exit codes as in harness.mjs.
import assert from 'node:assert/strict';
import { environment, walkThrough } from './harness.mjs';

const PASSWORD = 'four plain words here';
const project = environment('ATTUNE_PROJECT');
const unique = String(Date.now());
const fresh = `Code ${unique}`;
const copy = `Copy ${unique}`;

await walkThrough(
  'manager',
  async ({ page, context, step, everyLook, picture, open, signIn, signOut }) => {
    const tab = (name) =>
      page.getByRole('navigation', { name: 'Parts of the project' }).getByText(name);
    let link;

    await step('a manager signs in and finds the project', async () => {
      await open('/projects');
      await signIn();
      await page.getByRole('link', { name: project }).first().click();
      await page.getByRole('heading', { name: project }).waitFor();
      await page.getByRole('heading', { name: 'Nobody has rated yet' }).waitFor();
      await everyLook('overview-empty');
    });

    await step('a link for one rater is made', async () => {
      await page.getByRole('link', { name: 'Invite raters' }).click();
      await page.getByLabel('For whom').fill('Ana');
      await page.getByRole('button', { name: 'Make a link' }).click();
      link = await page.getByLabel('Link for Ana').inputValue();
      assert.match(link, /#\/join\/[\w-]{32}$/);
      await page.getByRole('heading', { name: 'Invitations' }).waitFor();
      await everyLook('people');
    });

    await step('whoever opens it chooses a name and a password, and rates', async () => {
      await context.clearCookies();
      await page.goto('about:blank');
      await page.goto(link);
      await page.getByRole('heading', { name: 'You are invited' }).waitFor();
      assert.ok(!page.url().includes(link.split('/').at(-1)), 'the secret stays in the address');
      await everyLook('invitation');
      await page.getByLabel('Name').fill(`ana-${unique}`);
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', { name: 'Begin' }).click();
      for (const key of ['2', '6', '4']) {
        await page.getByRole('heading', { name: 'Which answer is better?' }).waitFor();
        const item = await page.locator('.pair').getAttribute('data-item');
        await page.waitForTimeout(450);
        const arrived = page.waitForResponse(
          (answer) => answer.url().endsWith('/rating') && answer.ok(),
        );
        await page.keyboard.press(key);
        await arrived;
        await page.waitForFunction(
          (old) => document.querySelector('.pair')?.getAttribute('data-item') !== old,
          item,
        );
      }
    });

    await step('the link works once', async () => {
      await context.clearCookies();
      await page.goto('about:blank');
      await page.goto(link);
      await page.getByRole('heading', { name: 'This link leads nowhere' }).waitFor();
      await page.getByText('This link was used already').waitFor();
      await everyLook('invitation-used');
      await open('/projects');
      await signIn();
    });

    await step('the overview says who rated how much, by person and day', async () => {
      await page.getByRole('link', { name: project }).first().click();
      await page.getByRole('heading', { name: 'Ratings by day' }).waitFor();
      await page
        .getByRole('row', { name: new RegExp(`ana-${unique}`) })
        .getByRole('cell', { name: '3', exact: true })
        .first()
        .waitFor();
      await everyLook('overview');
    });

    await step('guidelines get a new version, and what changed is shown by words', async () => {
      await tab('Guidelines').click();
      const text = page.getByLabel('Guidelines, version 1');
      await text.fill(`${await text.inputValue()} and be brief`);
      await page.getByRole('button', { name: 'Save a new version' }).click();
      await page.getByRole('heading', { name: 'What changed' }).waitFor();
      assert.match(await page.locator('ins').first().textContent(), /brief/);
      await everyLook('guidelines');
    });

    await step('prompts come in, and what is wrong with one is said', async () => {
      await tab('Prompts').click();
      await page.getByLabel('More prompts').fill('How tall is a giraffe?\nHow old is the moon?');
      await page.getByRole('button', { name: 'Add prompts' }).click();
      await page.getByText('2 prompts were added.').waitFor();
      await everyLook('prompts');
    });

    await step('a manager says in which languages somebody rates, and how much', async () => {
      await tab('People').click();
      await page.getByRole('button', { name: `What they rate: ana-${unique}` }).click();
      const dialog = page.getByRole('dialog', { name: `What ana-${unique} rates` });
      await dialog.getByLabel('Languages').fill('klingonese');
      await dialog.getByRole('button', { name: 'Save' }).click();
      await dialog.getByText('There is no language klingonese').waitFor();
      await dialog.getByLabel('Languages').fill('DE, en-gb');
      await dialog.getByLabel('Skills').fill('Medicine');
      await dialog.getByLabel('Ratings a day, at most').fill('50');
      await everyLook('profile');
      await dialog.getByRole('button', { name: 'Save' }).click();
      await page.getByText('German, British English, medicine, and 50 a day').waitFor();
      await everyLook('people-profiles');
    });

    await step('what comes next is chosen, and who can rate what waits is told', async () => {
      const id = page.url().match(/manage\/([\w-]+)/)[1];
      const added = await page.evaluate(
        async ([address, text]) =>
          (
            await fetch(address, {
              method: 'POST',
              headers: { 'Content-Type': 'application/json' },
              body: text,
            })
          ).status,
        [
          `/api/projects/${id}/prompts`,
          JSON.stringify({
            prompts: [
              {
                messages: [{ role: 'user', content: '雪は何色ですか。' }],
                answers: ['白です。', '黒です。'],
                language: 'ja',
              },
            ],
          }),
        ],
      );
      assert.equal(added, 200);
      await tab('Next items').click();
      await page.getByText('Nothing is set: items come as they came.').waitFor();
      await page.getByRole('radio', { name: /^Where a rating tells most/ }).check();
      await page.getByLabel('Share drawn evenly').selectOption('0.2');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('No reward model with several heads').waitFor();
      const japanese = page.getByRole('row', { name: /^Japanese/ });
      await japanese.getByRole('cell', { name: 'Nobody can rate these.' }).waitFor();
      await everyLook('next');
      await page.reload();
      await page.getByRole('heading', { name: 'Who can rate what waits' }).waitFor();
      assert.ok(await page.getByRole('radio', { name: /^Where a rating tells most/ }).isChecked());
      assert.equal(await page.getByLabel('Share drawn evenly').inputValue(), '0.2');
    });

    await step('what raters are asked for is changed, and an example shows it', async () => {
      await tab('Form').click();
      await page.getByText('People have rated in this project').waitFor();
      assert.ok(await page.getByRole('radio', { name: /^Rank several/ }).isDisabled());
      await page.getByRole('button', { name: 'Add a scale' }).click();
      await page.getByLabel('What is scored').fill('Helpful');
      await page.getByLabel('Highest', { exact: true }).selectOption('7');
      await page.getByLabel('The highest means').fill('very');
      await page.getByLabel('Flags').fill('untrue\nharmful');
      const example = page.getByRole('region', { name: 'What raters will see' });
      await example.getByRole('radio', { name: '7 (very)' }).first().check();
      await example.getByRole('button', { name: 'harmful' }).first().click();
      await everyLook('form');
      await page.getByRole('button', { name: 'Save the form' }).click();
      await page.getByText('Saved.').waitFor();
      await page.reload();
      await page.getByRole('group', { name: 'Helpful', exact: true }).waitFor();
    });

    await step('what somebody else changed meanwhile is not undone unseen', async () => {
      const id = page.url().match(/manage\/([\w-]+)/)[1];
      const change = (body) =>
        page.evaluate(
          async ([address, text]) =>
            (
              await fetch(address, {
                method: 'PATCH',
                headers: { 'Content-Type': 'application/json' },
                body: text,
              })
            ).status,
          [`/api/projects/${id}`, JSON.stringify(body)],
        );
      assert.equal(await change({ ratingsPerItem: 2 }), 200);
      await page.getByLabel('Flags').fill('untrue');
      await page.getByRole('button', { name: 'Save the form' }).click();
      await page.getByText('The project was changed meanwhile').waitFor();
      await everyLook('form-changed');
      const fetched = page.waitForResponse((answer) => answer.url().endsWith(`/projects/${id}`));
      await page.getByRole('button', { name: 'Look again' }).click();
      await fetched;
      assert.equal(await page.getByLabel('Flags').inputValue(), 'untrue');
      await page.getByRole('button', { name: 'Save the form' }).click();
      await page.getByText('Saved.').waitFor();
    });

    await step('a prompt with an image is entered, with its answers', async () => {
      await tab('Prompts').click();
      const form = page.getByRole('form', { name: 'A prompt with images' });
      const file = (name, buffer) => ({ name, mimeType: 'image/png', buffer });
      await form.getByLabel('Prompt', { exact: true }).fill('What does this picture show?');
      await form.getByLabel('Images').setInputFiles(file('no.png', Buffer.from('no image')));
      await form.getByRole('alert').waitFor();
      const clip = { x: 0, y: 0, width: 640, height: 320 };
      await form
        .getByLabel('Images')
        .setInputFiles(file('page.png', await page.screenshot({ clip })));
      await form.getByLabel('What image 1 shows').fill('The head of a page');
      await form.getByLabel('Answer A').fill('The head of a page.');
      assert.ok(await form.getByRole('button', { name: 'Add the prompt' }).isDisabled());
      await form.getByLabel('Answer B').fill('A cat.');
      assert.ok(await form.getByRole('img').evaluate((image) => image.naturalWidth === 640));
      await everyLook('image-prompt');
      await form.getByRole('button', { name: 'Add the prompt' }).click();
      await form.getByText('1 prompt was added.').waitFor();
    });

    await step('a project of one’s own prompts asks for what one wants', async () => {
      await open('/projects/new');
      await page.getByRole('button', { name: 'Begin with my own prompts instead' }).click();
      await page.getByText('How people rate: Compare two answers').click();
      await page.getByRole('radio', { name: /^Rank several/ }).check();
      await page.getByLabel('Answers of an item').selectOption('3');
      await page.getByRole('heading', { name: 'Answer C', exact: true }).waitFor();
      await page.getByLabel('Name of the project').fill(`Ranked ${unique}`);
      await page.getByLabel('Prompts').fill('How old is the sun?');
      await everyLook('new-own');
      await page.getByRole('button', { name: 'Create project' }).click();
      await page.getByRole('heading', { name: `Ranked ${unique}` }).waitFor();
      await tab('Form').click();
      assert.ok(await page.getByRole('radio', { name: /^Rank several/ }).isChecked());
      assert.equal(await page.getByLabel('Answers of an item').inputValue(), '3');
    });

    await step('a new project from a template says that answers are being made', async () => {
      await open('/projects');
      await page.getByRole('link', { name: 'New project' }).click();
      await page.getByRole('radio', { name: 'Code answers' }).check();
      await page.getByText('See what it brings').click();
      await page.locator('.template-detail .markdown').first().waitFor();
      await page.getByLabel('Name of the project').fill(fresh);
      await everyLook('new');
      await page.getByRole('button', { name: 'Create project' }).click();
      await page.getByText('Answers are being made').first().waitFor();
      await picture('fresh');
    });

    await step('it is copied, archived and deleted; the original stays', async () => {
      await tab('Settings').click();
      await page.getByLabel('Name of the copy').fill(copy);
      await everyLook('settings');
      await page.getByRole('button', { name: 'Make a copy' }).click();
      await page.getByRole('heading', { name: copy }).waitFor();
      await tab('Settings').click();
      await page.getByRole('button', { name: 'Archive', exact: true }).click();
      await page.getByRole('button', { name: 'Delete …' }).click();
      await page.getByText('What was told on the bus stays there').waitFor();
      await picture('delete');
      await page.getByRole('button', { name: 'Delete for good' }).click();
      await page.getByRole('heading', { name: 'Archived projects' }).waitFor();
      await page.getByRole('heading', { name: 'No project is archived' }).waitFor();
      await everyLook('archived');
      await open('/projects');
      await page.getByRole('link', { name: fresh }).waitFor();
      assert.equal(await page.getByText(copy).count(), 0);
      await everyLook('list');
    });

    await step('the rater is told what changed before going on', async () => {
      await signOut();
      await signIn(`ana-${unique}`, PASSWORD);
      await page.getByRole('link', { name: project }).first().click();
      await page.getByRole('dialog', { name: 'The guidelines have changed' }).waitFor();
      await page.locator('.news-text mark').getByText('brief').waitFor();
      await everyLook('guidelines-changed');
      await page.getByRole('button', { name: 'I have read them' }).click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.reload();
      await page.waitForTimeout(1_500);
      assert.equal(await page.getByRole('dialog').count(), 0);
    });

    await step('the rater sees the image, and is asked what the form says', async () => {
      const image = page.locator('.pair .images img');
      const ready = async () => {
        await page.getByRole('heading', { name: 'Which answer is better?' }).waitFor();
        await page.waitForTimeout(450);
      };
      await ready();
      for (let older = 0; older < 2 && (await image.count()) === 0; older += 1) {
        const item = await page.locator('.pair').getAttribute('data-item');
        await page.keyboard.press('6');
        await page.locator(`.pair:not([data-item="${item}"])`).waitFor();
        await ready();
      }
      assert.equal(await image.getAttribute('alt'), 'The head of a page');
      assert.ok(await image.evaluate((shown) => shown.naturalWidth === 640));
      await everyLook('image');
      await page.keyboard.press('2');
      await page.getByRole('radio', { name: '7 (very)' }).first().check();
      await page.getByRole('radio', { name: '3', exact: true }).last().check();
      const arrived = page.waitForResponse((answer) => answer.url().endsWith('/rating'));
      await page.getByRole('button', { name: 'Send' }).click();
      assert.equal((await arrived).status(), 201);
    });

    await step('the rater signs out', async () => {
      await open('/projects');
      await signOut();
    });
  },
  { allowed: ['400', '404', '410', '412'] },
);
