import type { Agreement } from '../../domain/history';
import { useFormats } from '../../i18n/useFormats';
import { useTexts } from './texts';

/** A figure with its name and what it means. */
export function Figure(props: {
  readonly name: string;
  readonly value: string;
  readonly note?: string;
}) {
  return (
    <div className="figure">
      <dt>{props.name}</dt>
      <dd>
        <strong>{props.value}</strong>
        {props.note && <span className="hint">{props.note}</span>}
      </dd>
    </div>
  );
}

interface AgreementFigureProps {
  readonly name: string;
  readonly agreement: Agreement;
  readonly note: string;
}

/** How often two sides say the same, once there is enough to tell. */
export function AgreementFigure({ name, agreement, note }: AgreementFigureProps) {
  const t = useTexts();
  const { percent, number } = useFormats();
  const { share, kappa, compared, enough } = agreement;
  if (typeof share !== 'number') {
    return (
      <Figure name={name} value={t('notEnough')} note={t('notEnoughNote', { compared, enough })} />
    );
  }
  const beyond =
    typeof kappa === 'number'
      ? t('kappa', { kappa: number(kappa, { maximumFractionDigits: 2 }) })
      : '';
  return (
    <Figure
      name={name}
      value={percent(share)}
      note={`${note} ${t('of', { compared })} ${beyond}`}
    />
  );
}
