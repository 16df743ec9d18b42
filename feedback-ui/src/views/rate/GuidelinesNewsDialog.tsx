import { useMemo, useState } from 'react';
import '../../styles/manage.css';
import { Dialog } from '../../components/Dialog';
import { additions } from '../../components/text/additions';
import { RichText } from '../../components/text/RichText';
import { WordDifference } from '../../components/WordDifference';
import type { GuidelinesVersion } from '../../domain/management';
import { useAwaitedTexts } from './useAwaitedTexts';

interface NewsProps {
  readonly from: GuidelinesVersion | undefined;
  readonly to: GuidelinesVersion | undefined;
  readonly onRead: () => void;
}

/** The guidelines as they are now with what came in marked, and every word that changed for who wants to see it. */
export default function GuidelinesNewsDialog({ from, to, onRead }: NewsProps) {
  const t = useAwaitedTexts();
  const [closed, setClosed] = useState(false);
  const before = from?.text ?? '';
  const after = to?.text ?? '';
  const cameIn = t('guidelinesCameIn');
  const marks = useMemo(() => additions(before, after, cameIn), [before, after, cameIn]);
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
        <div className="news-text">
          <RichText source={after} level={3} marks={marks} />
        </div>
        <details>
          <summary>{t('guidelinesWords')}</summary>
          <WordDifference before={before} after={after} />
        </details>
        <div className="actions">
          <button type="button" className="button primary" onClick={read}>
            {t('guidelinesRead')}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
