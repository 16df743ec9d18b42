import { useState } from 'react';
import { ConfirmDialog } from '../../components/ConfirmDialog';
import { useNow } from '../../components/useNow';
import { stateOf, type Token } from '../../domain/access';
import { useFormats } from '../../i18n/useFormats';
import { useServices } from '../services';
import { useTexts } from './texts';

interface TokenTableProps {
  readonly tokens: readonly Token[];
  readonly onRevoked: () => void;
}

/** Tokens without their texts: what they are good for, until when, when they were last used. */
export function TokenTable({ tokens, onRevoked }: TokenTableProps) {
  const t = useTexts();
  const { access } = useServices();
  const [asked, setAsked] = useState<Token>();
  return (
    <>
      {/* A region that scrolls must be reached by keyboard. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="table-scroll" role="region" aria-label={t('title')} tabIndex={0}>
        <table className="data">
          <thead>
            <tr>
              <th scope="col">{t('name')}</th>
              <th scope="col">{t('scopes')}</th>
              <th scope="col">{t('used')}</th>
              <th scope="col">{t('until')}</th>
              <th scope="col">{t('step')}</th>
            </tr>
          </thead>
          <tbody>
            {tokens.map((token) => (
              <Row
                key={token.id}
                token={token}
                onRevoke={() => {
                  setAsked(token);
                }}
              />
            ))}
          </tbody>
        </table>
      </div>
      {asked && (
        <ConfirmDialog
          title={t('revoke')}
          consequence={t('revokeMeans', { name: asked.name })}
          button={t('revoke')}
          perform={async () => {
            await access.revokeToken(asked.id);
            setAsked(undefined);
            onRevoked();
          }}
          onClose={() => {
            setAsked(undefined);
          }}
        />
      )}
    </>
  );
}

function Row({ token, onRevoke }: { readonly token: Token; readonly onRevoke: () => void }) {
  const t = useTexts();
  const { date, dateTime, fromNow } = useFormats();
  const now = useNow(false);
  const state = stateOf(token, now);
  return (
    <tr>
      <th scope="row">
        <span dir="auto">{token.name}</span>
        <br />
        <span className="hint">{token.projectName ?? t('allProjects')}</span>
        <br />
        <span className="hint">
          {t('madeBy', { name: token.madeBy, date: date(token.madeAt) })}
        </span>
      </th>
      <td dir="ltr">{token.scopes.join(', ')}</td>
      <td>{token.usedAt ? fromNow(token.usedAt, now) : t('never')}</td>
      <td>
        {state === 'live' ? (
          <time dateTime={token.expiresAt}>{dateTime(token.expiresAt)}</time>
        ) : (
          <span className="chip">{t(state)}</span>
        )}
      </td>
      <td>
        {state === 'live' && (
          <button
            type="button"
            className="button quiet"
            aria-label={t('revokeOne', { name: token.name })}
            onClick={onRevoke}
          >
            {t('revoke')}
          </button>
        )}
      </td>
    </tr>
  );
}
