import { useState } from 'react';
import '../../styles/manage.css';
import { Dialog } from '../../components/Dialog';
import { WordDifference } from '../../components/WordDifference';
import type { GuidelinesVersion } from '../../domain/management';
import { useAwaitedTexts } from './useAwaitedTexts';

interface NewsProps {
  readonly from: GuidelinesVersion | undefined;
  readonly to: GuidelinesVersion | undefined;
  readonly onRead: () => void;
}

/** What changed in the guidelines, word by word. */
export default function GuidelinesNewsDialog({ from, to, onRead }: NewsProps) {
  const t = useAwaitedTexts();
  const [closed, setClosed] = useState(false);
  if (closed || !to) {
    return null;
  }
  const read = () => {
    setClosed(true);
    onRead();
  };
  return (
    <Dialog title={t('guidelinesChanged')} onClose={read}>
      <div className="panel">
        <p className="lead">{t('guidelinesChangedLead')}</p>
        <WordDifference before={from?.text ?? ''} after={to.text} />
        <div className="actions">
          <button type="button" className="button primary" onClick={read}>
            {t('guidelinesRead')}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
