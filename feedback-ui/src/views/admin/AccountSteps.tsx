import { useCallback, useState } from 'react';
import { Alert } from '../../components/Alert';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { useAction } from '../../components/useAction';
import type { Account } from '../../domain/administration';
import { useServices } from '../services';
import { GivenPassword } from './GivenPassword';
import { oneTimePassword } from './oneTimePassword';
import { useTexts } from './texts';

type Step = 'password' | 'sessions' | 'close' | 'open';

interface AccountStepsProps {
  readonly account: Account;
  readonly onChanged: () => void;
}

/** What ends or begins an account's ways in; each says what will be so before it is done. */
export function AccountSteps({ account, onChanged }: AccountStepsProps) {
  const t = useTexts();
  const { administration } = useServices();
  const { name } = account;
  const [asked, setAsked] = useState<Step>();
  const [password, setPassword] = useState<string>();
  const [done, setDone] = useState<string>();
  const perform = useCallback(
    async (step: Step) => {
      if (step === 'password') {
        const next = oneTimePassword();
        await administration.resetPassword(name, next);
        setPassword(next);
      } else if (step === 'sessions') {
        await administration.endSessions(name);
        setDone(t('sessionsEnded', { name }));
      } else {
        await administration.changeAccount(name, { disabled: step === 'close' });
      }
      setAsked(undefined);
      onChanged();
    },
    [administration, name, onChanged, t],
  );
  const opening = useAction(useCallback(() => perform('open'), [perform]));
  const steps: readonly Step[] = account.roles.includes('service')
    ? ['close']
    : ['password', 'sessions', 'close'];
  return (
    <section className="box" aria-labelledby="steps-title">
      <h2 id="steps-title">{t('waysIn')}</h2>
      {password !== undefined && <GivenPassword name={name} password={password} />}
      {done !== undefined && <p role="status">{done}</p>}
      <Alert problem={opening.problem} />
      <div className="row-actions">
        {account.disabled ? (
          <button type="button" className="button" onClick={() => void opening.run()}>
            {t('step-open')}
          </button>
        ) : (
          steps.map((step) => (
            <button
              key={step}
              type="button"
              className="button"
              onClick={() => {
                setDone(undefined);
                setAsked(step);
              }}
            >
              {t(`step-${step}`)}
            </button>
          ))
        )}
      </div>
      {asked && asked !== 'open' && (
        <ConfirmDialog
          title={t(`step-${asked}`)}
          consequence={t(`step-${asked}-means`, { name })}
          button={t(`step-${asked}`)}
          perform={() => perform(asked)}
          onClose={() => {
            setAsked(undefined);
          }}
        />
      )}
    </section>
  );
}
