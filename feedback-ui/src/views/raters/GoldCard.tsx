import { Conversation } from '../../components/Conversation';
import type { Gold } from '../../domain/raterDesk';
import { useFormats } from '../../i18n/useFormats';
import { useTexts } from './texts';

interface CardProps {
  readonly gold: Gold;
  readonly onDecide: (decision: 'KEEP' | 'RETIRE') => void;
}

/** Nothing that is estimated is certain. */
const MOST = 0.99;

/** An item with its known answer, and what raters make of it. */
export function GoldCard({ gold, onDecide }: CardProps) {
  const t = useTexts();
  const { percent, number } = useFormats();
  const { kind, state, messages, better, worse, right, wrong, belief, confirmed, doubts } = gold;
  const open = state === 'DOUBTED' || doubts.length > 0;
  const head = (
    <span className="gold-head">
      <span className="chip">{t(`kind-${kind}`)}</span>
      <span className={state === 'DOUBTED' ? 'chip chip-bad' : 'chip'}>{t(`gold-${state}`)}</span>
      <span className="hint">
        {t('rightOf', { right: number(right), all: number(right + wrong) })}
      </span>
    </span>
  );
  return (
    <details className="panel" open={open}>
      <summary>
        <span dir="auto">{messages.at(-1)?.content}</span> {head}
      </summary>
      {messages.length > 1 && <Conversation messages={messages} />}
      <dl className="known">
        <dt>{t('better')}</dt>
        <dd dir="auto">{better}</dd>
        <dt>{t('worse')}</dt>
        <dd dir="auto">{worse}</dd>
      </dl>
      {state === 'DOUBTED' && typeof belief === 'number' && (
        <p role="note">{t('belief', { share: percent(Math.min(belief, MOST)) })}</p>
      )}
      {doubts.map((text) => (
        <p key={text} dir="auto">
          {t('doubt', { text })}
        </p>
      ))}
      {confirmed && <p className="hint">{t('confirmed')}</p>}
      {state !== 'RETIRED' && (
        <div className="actions">
          {open && (
            <button
              type="button"
              className="button"
              onClick={() => {
                onDecide('KEEP');
              }}
            >
              {t('keep')}
            </button>
          )}
          <button
            type="button"
            className="button"
            onClick={() => {
              onDecide('RETIRE');
            }}
          >
            {t('retire')}
          </button>
        </div>
      )}
    </details>
  );
}
