// An administrator's walk: an account is made, given other roles, closed and opened; a token is made and revoked; providers, the audit
// log and the rooms are looked at; one's own sessions are ended. Settings: see harness.mjs; the user is an administrator.
//   ATTUNE_NEW_NAME   the name of the account that the walk makes
import assert from 'node:assert/strict';
import { environment, walkThrough } from './harness.mjs';

await walkThrough(
  'admin',
  async ({ page, step, everyLook, open, signIn, signOut, eventually }) => {
    const name = environment('ATTUNE_NEW_NAME');
    const heading = (text) => page.getByRole('heading', { name: text, exact: true, level: 1 });
    const dialog = () => page.getByRole('dialog');

    await step('the sign-in screen shows the provider beside the password', async () => {
      await open('/accounts');
      const way = page.getByRole('link', { name: 'Sign in with Our company' });
      await way.waitFor();
      assert.match(await way.getAttribute('href'), /^\/api\/sign-in\/own\?to=%23%2Faccounts$/);
      await everyLook('sign-in');
    });

    await step(
      'a provider that is away is said in a sentence, and the password still works',
      async () => {
        await page.getByRole('link', { name: 'Sign in with Our company' }).click();
        await page.getByText('The sign-in provider does not answer at the moment').waitFor();
        assert.equal(new URL(page.url()).search, '');
        await open('/accounts');
        await signIn();
        await heading('Accounts').waitFor();
      },
    );

    await step('an account is made with a one-time password', async () => {
      await page.getByRole('button', { name: 'New account' }).click();
      await page.getByLabel('Name', { exact: true }).fill(name);
      await everyLook('new-account');
      await page.getByRole('button', { name: 'Make account' }).click();
      assert.match(await page.getByTestId('one-time-password').textContent(), /^\w{20}$/);
      await everyLook('accounts');
    });

    await step('it gets another role, which its own address shows after a reload', async () => {
      await open(`/accounts/${name}`);
      await heading(name).waitFor();
      await page.getByRole('checkbox', { name: /^Reviewer/ }).check();
      await page.getByRole('button', { name: 'Save roles' }).click();
      await page.getByText('Saved. The account must sign in anew.').waitFor();
      await page.reload();
      await heading(name).waitFor();
      assert.equal(await page.getByRole('checkbox', { name: /^Reviewer/ }).isChecked(), true);
      await everyLook('account');
    });

    await step('it is closed and opened again', async () => {
      await page.getByRole('button', { name: 'Close the account' }).click();
      await dialog().getByRole('button', { name: 'Close the account' }).click();
      await page.getByText('This account is closed').waitFor();
      await page.getByRole('button', { name: 'Open the account again' }).click();
      await page.getByText('This account is closed').waitFor({ state: 'detached' });
    });

    await step('somebody is invited with roles, by a link that is shown once', async () => {
      await open('/invitations');
      await page.getByRole('heading', { name: 'Nobody was invited here yet' }).waitFor();
      await everyLook('invitations-empty');
      await page.getByRole('checkbox', { name: /^Reviewer/ }).check();
      await page.getByLabel('For whom').fill('Ben');
      await page.getByRole('button', { name: 'Make a link' }).click();
      const link = await page.getByLabel('Link for Ben').inputValue();
      assert.match(link, /#\/join\/[\w-]{32}$/);
      await page.getByText('Annotator, Reviewer').waitFor();
      await everyLook('invitations');
      await page.reload();
      await page.getByText('Ben').waitFor();
      assert.equal(await page.getByLabel('Link for Ben').count(), 0);
      await page.getByRole('button', { name: 'Take back: Ben' }).click();
      await page.getByText('Taken back', { exact: true }).waitFor();
    });

    await step('a token is made, shown once, and revoked', async () => {
      await open('/tokens');
      await heading('Tokens').waitFor();
      await page.getByRole('button', { name: 'New token' }).click();
      await page.getByLabel('Name', { exact: true }).fill('Night job');
      await page.getByRole('checkbox', { name: /add prompts/ }).check();
      await everyLook('new-token');
      await page.getByRole('button', { name: 'Make token' }).click();
      const text = await page.getByTestId('token').textContent();
      assert.equal(text.trim().split('.').length, 3);
      await everyLook('tokens');
      await page.getByRole('button', { name: 'Revoke Night job' }).click();
      await dialog().getByRole('button', { name: 'Revoke' }).click();
      await page.getByText('revoked', { exact: true }).waitFor();
      await page.reload();
      await heading('Tokens').waitFor();
      assert.equal(await page.getByTestId('token').count(), 0);
    });

    await step('the provider that is set is tested and found to be away', async () => {
      await open('/providers');
      await page.getByRole('heading', { name: 'Our company' }).waitFor();
      await page.getByRole('button', { name: 'Test', exact: true }).click();
      await page.getByText('Something does not fit.').waitFor();
      await everyLook('providers');
    });

    await step('the audit log tells of it, and is as it was written', async () => {
      await open('/audit');
      await page.getByLabel('Subject or detail contains').fill(name);
      await page.getByRole('button', { name: 'Search' }).click();
      await page.getByText('account created').waitFor();
      await page.getByRole('button', { name: 'Verify the chain' }).click();
      await page.getByText('are as they were written').waitFor();
      await everyLook('audit');
    });

    await step('the rooms say how they are', async () => {
      await open('/health');
      await page.getByRole('heading', { name: 'feedback', exact: true }).waitFor();
      await page.getByText('does not answer', { exact: true }).waitFor();
      const own = page.getByRole('region', { name: 'feedback', exact: true });
      await own.getByText(/^\d+\.\d+\./).waitFor();
      await page
        .getByRole('row', { name: /attune\.access/ })
        .getByText(/ago|now/)
        .waitFor();
      await everyLook('health');
    });

    await step('one’s own account shows where one is signed in', async () => {
      await open('/account');
      await heading('Your account').waitFor();
      await page.getByText('here', { exact: true }).waitFor();
      const lines = page.locator('.steps > li');
      assert.ok((await lines.count()) > 1, 'there is another session');
      await everyLook('own-account');
      await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
      await eventually(() => lines.count(), 1, 'sessions that are left');
    });

    await step('an administrator signs out', signOut);
  },
  { allowed: ['503'] },
);
