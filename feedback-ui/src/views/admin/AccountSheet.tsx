import { useCallback, useState } from 'react';
import { Alert } from '../../components/Alert';
import { EmptyState } from '../../components/EmptyState';
import { useAction } from '../../components/useAction';
import type { Account } from '../../domain/administration';
import { useServices } from '../services';
import { AccountSteps } from './AccountSteps';
import { RoleChecks } from './RoleChecks';
import { useTexts } from './texts';

interface AccountSheetProps {
  readonly name: string;
  readonly account: Account | undefined;
  readonly onChanged: () => void;
}

/** One account: what it may do, and what an administrator may do with it. */
export function AccountSheet({ name, account, onChanged }: AccountSheetProps) {
  const t = useTexts();
  return (
    <div className="sheet">
      <p>
        <a href="#/accounts">{t('allAccounts')}</a>
      </p>
      {account ? (
        <>
          <h1>{name}</h1>
          {account.disabled && <p className="notice">{t('isClosed')}</p>}
          {account.provider && (
            <p className="lead">{t('signsInWith', { provider: account.provider })}</p>
          )}
          {!account.roles.includes('service') && <Roles account={account} onChanged={onChanged} />}
          <AccountSteps account={account} onChanged={onChanged} />
        </>
      ) : (
        <EmptyState title={t('noAccount', { name })} sentence={t('noAccountHint')} />
      )}
    </div>
  );
}

interface RolesProps {
  readonly account: Account;
  readonly onChanged: () => void;
}

function Roles({ account, onChanged }: RolesProps) {
  const t = useTexts();
  const { administration } = useServices();
  const [roles, setRoles] = useState<ReadonlySet<string>>(new Set(account.roles));
  const [saved, setSaved] = useState(false);
  const { run, busy, problem } = useAction(
    useCallback(async () => {
      await administration.changeAccount(account.name, { roles: [...roles] });
      setSaved(true);
      onChanged();
    }, [administration, account.name, roles, onChanged]),
  );
  const same =
    roles.size === account.roles.length && account.roles.every((each) => roles.has(each));
  return (
    <form
      className="box"
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <RoleChecks
        chosen={roles}
        fixed={account.groupRoles ?? []}
        onChange={(next) => {
          setRoles(next);
          setSaved(false);
        }}
      />
      {account.groupRoles && account.groupRoles.length > 0 && (
        <p className="hint">{t('groupRolesHint', { provider: account.provider ?? '' })}</p>
      )}
      <Alert problem={problem} />
      <div className="actions">
        <p role="status" className="hint">
          {saved ? t('rolesSaved') : t('rolesHint')}
        </p>
        <button className="button primary" disabled={busy || same || roles.size === 0}>
          {t('saveRoles')}
        </button>
      </div>
    </form>
  );
}
