import '../../styles/manage.css';
import '../../styles/raters.css';
import { useFormats } from '../../i18n/useFormats';
import { NoticeAnswer } from './NoticeAnswer';
import { NoticeText } from './NoticeText';
import { useTexts } from './texts';
import { useNotice } from './useNotice';

/** What one was told, and the own shares of checks once they mean something. */
export function NoticePart({ project }: { readonly project: string }) {
  const t = useTexts();
  const { percent, number } = useFormats();
  const notice = useNotice(project);
  if (!notice) {
    return null;
  }
  const { state, step, answer, checks } = notice;
  const told = (state === 'HINTED' || state === 'WARNED') && typeof step === 'string';
  return (
    <>
      {told && (
        <section className="panel" aria-labelledby="notice">
          <h2 id="notice">{t('mineTitle')}</h2>
          <NoticeText notice={notice} />
          <NoticeAnswer project={project} step={step} answer={answer ?? ''} />
        </section>
      )}
      {checks.length > 0 && (
        <section aria-labelledby="steady">
          <h2 id="steady">{t('checks')}</h2>
          <dl className="figures">
            {checks.map(
              ({ kind, figure, low, high, cases }) =>
                (kind === 'GOLD' || kind === 'OWN_CONSISTENCY') && (
                  <div key={kind} className="figure">
                    <dt>{t(`check-${kind}`)}</dt>
                    <dd>
                      <strong>{percent(figure)}</strong>
                      <span className="hint">
                        {t(`check-${kind}-note`, {
                          low: percent(low ?? 0),
                          high: percent(high ?? 1),
                          cases: number(cases),
                        })}
                      </span>
                    </dd>
                  </div>
                ),
            )}
          </dl>
        </section>
      )}
    </>
  );
}
