import {
  CANARY_OUTCOMES,
  differenceOf,
  GUARDRAILS,
  type Canary,
  type CanaryOutcome,
  type Guardrail,
} from '../../domain/channels';
import { Said } from '../../components/Said';
import { Time } from '../../components/Time';
import { around } from '../../domain/gates';
import { useFormats } from '../../i18n/useFormats';
import { GatePlot } from '../gates/GatePlot';
import { Facts } from '../operate/Facts';
import { useWho } from '../operate/useWho';
import { useTexts } from './texts';

/** How a canary stands, or ended. */
export function CanaryPart({ canary }: { readonly canary: Canary }) {
  const t = useTexts();
  const who = useWho();
  const { number, percent } = useFormats();
  const { checkpointId, productionId, share, figures, end, startedAt, by, reason } = canary;
  const arms = (
    { canary: one, production }: { canary?: number; production?: number },
    of = number,
  ) =>
    t('arms', {
      canary: one === undefined ? '–' : of(one),
      production: production === undefined ? '–' : of(production),
    });
  return (
    <div className="panel canary">
      <p className="chips">
        <span className="chip" data-outcome={end?.outcome}>
          {end === undefined ? t('runs') : <Ended outcome={end.outcome} />}
        </span>
      </p>
      <Difference canary={canary} />
      <Facts
        facts={[
          [t('checkpoint'), <a href={`#/checkpoints/${checkpointId}`}>{checkpointId}</a>],
          [t('others'), <a href={`#/checkpoints/${productionId}`}>{productionId}</a>],
          [t('share'), percent(share, 1)],
          [t('met'), arms(figures.met)],
          [t('voted'), arms(figures.voted)],
          [t('liked'), arms(figures.liked, (value) => percent(value, 1))],
          [t('guardrails'), <Harmed harmed={figures.harmed} />],
          [
            t('startedBy'),
            <>
              <Time at={startedAt} /> · {who(by)} <Said words={reason} />
            </>,
          ],
        ]}
      />
      {end && (
        <p>
          <Time at={end.at} /> · {who(end.by)} <Said words={end.reason} />
        </p>
      )}
    </div>
  );
}

function Ended({ outcome }: { readonly outcome: string }) {
  const t = useTexts();
  const known = CANARY_OUTCOMES.find((one) => one === outcome);
  return known === undefined ? outcome : t(`outcome-${known satisfies CanaryOutcome}`);
}

function Harmed({ harmed }: { readonly harmed: readonly string[] }) {
  const t = useTexts();
  const { list } = useFormats();
  const said = (name: string): string => {
    const known = GUARDRAILS.find((one) => one === name);
    return known === undefined ? name : t(`harmed-${known satisfies Guardrail}`);
  };
  return harmed.length === 0 ? t('noneHarmed') : <strong>{list(harmed.map(said))}</strong>;
}

/** By how much people like it better, as a figure and in numbers. */
function Difference({ canary }: { readonly canary: Canary }) {
  const t = useTexts();
  const { number } = useFormats();
  const difference = differenceOf(canary);
  if (difference === undefined) {
    return <p className="hint">{t('noDifference')}</p>;
  }
  const margin = canary.settings.margin ?? 0;
  const said = (value: number): string => number(value, { maximumFractionDigits: 3 });
  const text = t('differenceOf', {
    mean: said(difference.mean),
    low: said(difference.low),
    high: said(difference.high),
    value: said(margin),
  });
  return (
    <div className="measured">
      <strong>{t('difference')}</strong>
      <GatePlot
        measured={difference}
        required={margin}
        scale={around(difference, margin)}
        label={text}
      />
      <span>{text}</span>
    </div>
  );
}
