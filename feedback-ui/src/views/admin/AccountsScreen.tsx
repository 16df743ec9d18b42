import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'wouter';
import { useServices } from '../services';
import { AccountSheet } from './AccountSheet';
import { AccountTable } from './AccountTable';
import { GivenPassword } from './GivenPassword';
import { NewAccount } from './NewAccount';
import { Problem } from './Problem';
import { useTexts } from './texts';

/** Everybody who may sign in; one of them where the address names them. */
export default function AccountsScreen() {
  const t = useTexts();
  const { administration } = useServices();
  const { name } = useParams<{ name?: string }>();
  const accounts = useQuery({
    queryKey: ['accounts'],
    queryFn: () => administration.accounts(),
  });
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<{ readonly name: string; readonly password: string }>();
  const one = accounts.data?.find((account) => account.name === name);
  if (name !== undefined && accounts.data) {
    return (
      <AccountSheet
        key={name}
        name={name}
        account={one}
        onChanged={() => void accounts.refetch()}
      />
    );
  }
  return (
    <div className="sheet broad">
      <div className="sheet-head">
        <h1>{t('accounts')}</h1>
        {!making && (
          <button
            type="button"
            className="button"
            onClick={() => {
              setMaking(true);
              setMade(undefined);
            }}
          >
            {t('newAccount')}
          </button>
        )}
      </div>
      <Problem query={accounts} />
      {making && (
        <NewAccount
          onMade={(newName, password) => {
            setMaking(false);
            setMade({ name: newName, password });
            void accounts.refetch();
          }}
          onCancel={() => {
            setMaking(false);
          }}
        />
      )}
      {made && <GivenPassword {...made} />}
      {accounts.data && <AccountTable accounts={accounts.data} />}
    </div>
  );
}
