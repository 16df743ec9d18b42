import { Conversation } from '../../components/Conversation';
import type { NoticeExample as Shown } from '../../domain/raterDesk';
import { useFormats } from '../../i18n/useFormats';
import { useTexts } from './texts';

const SAID = {
  LEFT: 'said-LEFT',
  RIGHT: 'said-RIGHT',
  TIE: 'said-TIE',
  BOTH_BAD: 'said-BOTH_BAD',
} as const;

const isSaid = (verdict: string): verdict is keyof typeof SAID => Object.hasOwn(SAID, verdict);

/** A rating that shows what was noticed, as it stood on the screen. */
export function NoticeExample({ example }: { readonly example: Shown }) {
  const t = useTexts();
  const { number } = useFormats();
  const said = (verdict: string): string => (isSaid(verdict) ? t(SAID[verdict]) : verdict);
  const { kind, messages, left, right, given, expected, seconds } = example;
  return (
    <details>
      <summary>{t('example')}</summary>
      <Conversation messages={messages} />
      <dl className="known">
        <dt>{t('left')}</dt>
        <dd dir="auto">{left}</dd>
        <dt>{t('right')}</dt>
        <dd dir="auto">{right}</dd>
      </dl>
      <p>
        {t('given', { said: said(given) })}{' '}
        {typeof expected === 'string' &&
          t(kind === 'OWN_CONSISTENCY' ? 'before' : 'expected', { said: said(expected) })}{' '}
        {kind === 'SPEED' && t('took', { seconds: number(seconds, { maximumFractionDigits: 1 }) })}
      </p>
    </details>
  );
}
