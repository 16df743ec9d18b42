import { useState } from 'react';
import { Alert } from '../../components/Alert';
import { useAction } from '../../components/useAction';
import type { ReviewItem } from '../../domain/review';
import { useServices } from '../services';
import { useTexts } from './texts';

/** Makes a decided pair one that checks raters silently. */
export function MakeGold({ item }: { readonly item: ReviewItem }) {
  const t = useTexts();
  const { raters } = useServices();
  const [made, setMade] = useState(false);
  const { run, busy, problem } = useAction(async () => {
    await raters.makeGold(item.projectId, item.id);
    setMade(true);
  });
  return (
    <>
      {!made && (
        <button type="button" className="button" disabled={busy} onClick={() => void run()}>
          {t('makeGold')}
        </button>
      )}
      <span role="status">{made && t('madeGold')}</span>
      <Alert problem={problem} />
    </>
  );
}
