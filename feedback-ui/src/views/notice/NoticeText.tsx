import type { Notice } from '../../domain/raterDesk';
import { NoticeExample } from './NoticeExample';
import { useTexts } from './texts';

/** What was noticed, with an example where there is one, and what a person wrote. */
export function NoticeText({ notice }: { readonly notice: Notice }) {
  const t = useTexts();
  const { state, noticed, reason, examples } = notice;
  return (
    <>
      <p className="lead">{t(state === 'WARNED' ? 'warningLead' : 'hintLead')}</p>
      {typeof reason === 'string' && <p dir="auto">{t('byPerson', { text: reason })}</p>}
      {noticed.map((kind) => {
        const example = examples.find((one) => one.kind === kind);
        return (
          <div key={kind}>
            <p>{t(`noticed-${kind}`)}</p>
            {example && <NoticeExample example={example} />}
          </div>
        );
      })}
    </>
  );
}
