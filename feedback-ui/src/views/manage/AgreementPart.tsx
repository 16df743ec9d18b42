import type { Overview } from '../../domain/management';
import { useFormats } from '../../i18n/useFormats';
import { AgreementTable } from './AgreementTable';
import { useTexts } from './texts';

/** Whether raters of the same pair say the same. */
export function AgreementPart({ agreement }: { readonly agreement: Overview['agreement'] }) {
  const t = useTexts();
  const { number, percent } = useFormats();
  return (
    <section aria-labelledby="agreement">
      <h2 id="agreement">{t('agreementTitle')}</h2>
      {agreement.pairs === 0 ? (
        agreement.others.length === 0 && <p className="lead">{t('agreementNone')}</p>
      ) : (
        <>
          <dl className="tiles">
            <div className="tile">
              <dt>{t('equalShare')}</dt>
              <dd>
                {agreement.equalShare == null ? t('notApplicable') : percent(agreement.equalShare)}
              </dd>
            </div>
            <div className="tile">
              <dt>{t('alpha')}</dt>
              <dd>
                {agreement.alpha == null
                  ? t('notApplicable')
                  : number(agreement.alpha, {
                      minimumFractionDigits: 2,
                      maximumFractionDigits: 2,
                    })}
              </dd>
            </div>
          </dl>
          <p className="hint">
            {t('agreementOf', { pairs: agreement.pairs, items: agreement.items })}{' '}
            {agreement.alpha == null ? t('alphaNotApplicable') : t('alphaHint')}
          </p>
        </>
      )}
      {agreement.others.length > 0 && <AgreementTable measured={agreement.others} />}
    </section>
  );
}
