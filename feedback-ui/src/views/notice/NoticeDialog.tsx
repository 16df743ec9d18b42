import { useState } from 'react';
import '../../styles/manage.css';
import '../../styles/raters.css';
import { Dialog } from '../../components/Dialog';
import { RichText } from '../../components/text/RichText';
import type { Notice } from '../../domain/raterDesk';
import { NoticeAnswer } from './NoticeAnswer';
import { NoticeText } from './NoticeText';
import { useTexts } from './texts';

interface NoticeDialogProps {
  readonly project: string;
  readonly guidelines: string;
  readonly notice: Notice;
  readonly step: string;
  readonly onRead: () => void;
}

/** Says once what was noticed, before the rater goes on. */
export default function NoticeDialog(props: NoticeDialogProps) {
  const { project, guidelines, notice, step, onRead } = props;
  const t = useTexts();
  const [shown, setShown] = useState(false);
  return (
    <Dialog title={t(notice.state === 'WARNED' ? 'warning' : 'hint')} onClose={onRead}>
      <div className="panel">
        <NoticeText notice={notice} />
        {shown && (
          <div className="news-text">
            <RichText source={guidelines} level={3} />
          </div>
        )}
        <NoticeAnswer project={project} step={step} answer={notice.answer ?? ''} />
        <div className="actions">
          {!shown && guidelines.trim() !== '' && (
            <button
              type="button"
              className="button"
              onClick={() => {
                setShown(true);
              }}
            >
              {t('showGuidelines')}
            </button>
          )}
          <button type="button" className="button primary" onClick={onRead}>
            {t('read')}
          </button>
        </div>
      </div>
    </Dialog>
  );
}
