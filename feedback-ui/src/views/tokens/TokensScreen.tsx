import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Alert } from '../../components/Alert';
import { EmptyState } from '../../components/EmptyState';
import { useServices } from '../services';
import { useShellTexts } from '../shell/texts';
import { MadeToken } from './MadeToken';
import { NewTokenForm } from './NewTokenForm';
import { TokenTable } from './TokenTable';
import { useTexts } from './texts';

/** Tokens for programs: made, looked at, revoked. */
export default function TokensScreen() {
  const t = useTexts();
  const shell = useShellTexts();
  const { access } = useServices();
  const tokens = useQuery({ queryKey: ['tokens'], queryFn: () => access.tokens() });
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<string>();
  return (
    <div className="sheet broad">
      <div className="sheet-head">
        <h1>{t('title')}</h1>
        {!making && (
          <button
            type="button"
            className="button"
            onClick={() => {
              setMaking(true);
              setMade(undefined);
            }}
          >
            {t('new')}
          </button>
        )}
      </div>
      <p className="lead">{t('lead')}</p>
      <Alert
        problem={tokens.error}
        retry={() => void tokens.refetch()}
        retryLabel={shell('tryAgain')}
      />
      {making && (
        <NewTokenForm
          onMade={(text) => {
            setMaking(false);
            setMade(text);
            void tokens.refetch();
          }}
          onCancel={() => {
            setMaking(false);
          }}
        />
      )}
      {made !== undefined && <MadeToken text={made} />}
      {tokens.data?.length === 0 && !making && (
        <EmptyState title={t('none')} sentence={t('noneHint')} />
      )}
      {tokens.data && tokens.data.length > 0 && (
        <TokenTable tokens={tokens.data} onRevoked={() => void tokens.refetch()} />
      )}
    </div>
  );
}
