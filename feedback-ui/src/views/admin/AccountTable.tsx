import { useState } from 'react';
import { Field } from '../../components/Field';
import { isRole, type Account } from '../../domain/administration';
import { useTexts } from './texts';

const MANY = 8;

/** Accounts by name, with what they may do; a field to find one where there are many. */
export function AccountTable({ accounts }: { readonly accounts: readonly Account[] }) {
  const t = useTexts();
  const [wanted, setWanted] = useState('');
  const shown = accounts.filter(({ name }) =>
    name.toLocaleLowerCase().includes(wanted.trim().toLocaleLowerCase()),
  );
  return (
    <>
      {accounts.length > MANY && (
        <Field
          label={t('find')}
          type="search"
          value={wanted}
          onChange={(event) => {
            setWanted(event.target.value);
          }}
        />
      )}
      <div className="table-scroll">
        <table className="data">
          <thead>
            <tr>
              <th scope="col">{t('name')}</th>
              <th scope="col">{t('roles')}</th>
              <th scope="col">{t('state')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((account) => (
              <tr key={account.name}>
                <th scope="row">
                  <a href={`#/accounts/${encodeURIComponent(account.name)}`}>{account.name}</a>
                </th>
                <td>
                  <RoleNames roles={account.roles} />
                </td>
                <td>
                  <AccountState account={account} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

export function RoleNames({ roles }: { readonly roles: readonly string[] }) {
  const t = useTexts();
  return (
    <>{roles.map((role) => (isRole(role) ? t(`role-${role}`) : t('role-service'))).join(', ')}</>
  );
}

function AccountState({ account }: { readonly account: Account }) {
  const t = useTexts();
  if (account.disabled) {
    return <span className="chip chip-bad">{t('closed')}</span>;
  }
  if (account.provider) {
    return <span className="chip">{account.provider}</span>;
  }
  return <>{account.mustChangePassword ? t('waitsForFirst') : t('open')}</>;
}
