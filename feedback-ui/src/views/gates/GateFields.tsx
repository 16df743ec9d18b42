import { gatesOf, withPart, type GatePolicy } from '../../domain/gates';
import { Choose } from '../operate/Choose';
import { Decimal } from './Decimal';
import { FormatFields } from './FormatFields';
import { useTexts } from './texts';
import { Tick } from './Tick';

/** Where a gate begins that somebody switches on. */
const FIRST_WIN_RATE = { judge: 'outside', prompts: 200, maxNewTokens: 64, atLeast: 0.5 } as const;
const FOUR_EYES = { people: 2 };

export interface GateFieldsProps {
  readonly policy: GatePolicy;
  readonly onChange: (policy: GatePolicy) => void;
}

/** The gates that most projects have; what the fields do not show stays as it is. */
export function GateFields({ policy, onChange }: GateFieldsProps) {
  const t = useTexts();
  const { winRate, approval } = policy;
  const kinds = gatesOf(policy);
  const dry = policy.dryRun ?? [];
  return (
    <>
      <fieldset className="policy-part">
        <legend>{t('kind-win-rate')}</legend>
        <Tick
          label={t('use')}
          checked={winRate !== undefined}
          onChange={(on) => {
            onChange(withPart(policy, 'winRate', on ? FIRST_WIN_RATE : undefined));
          }}
        />
        {winRate && (
          <>
            <Choose
              label={t('judge')}
              value={winRate.judge}
              options={(['outside', 'gold'] as const).map((value) => ({
                value,
                text: t(`judge-${value}`),
              }))}
              onChange={(judge) => {
                onChange({
                  ...policy,
                  winRate: { ...winRate, judge: judge as 'outside' | 'gold' },
                });
              }}
            />
            <Decimal
              label={t('atLeast')}
              value={winRate.atLeast}
              onChange={(atLeast) => {
                onChange({ ...policy, winRate: { ...winRate, atLeast } });
              }}
            />
            <Decimal
              label={t('prompts')}
              value={winRate.prompts}
              onChange={(prompts) => {
                onChange({ ...policy, winRate: { ...winRate, prompts } });
              }}
            />
          </>
        )}
      </fieldset>
      <FormatFields policy={policy} onChange={onChange} />
      {kinds.length > 0 && (
        <fieldset className="policy-part flowing">
          <legend>{t('dryRuns')}</legend>
          {kinds.map((kind) => (
            <Tick
              key={kind}
              label={t(`kind-${kind}`)}
              checked={dry.includes(kind)}
              onChange={(on) => {
                const rest = dry.filter((one) => one !== kind);
                onChange({ ...policy, dryRun: on ? [...rest, kind] : rest });
              }}
            />
          ))}
        </fieldset>
      )}
      <fieldset className="policy-part">
        <legend>{t('approval')}</legend>
        <Tick
          label={t('askPeople')}
          checked={approval !== undefined}
          onChange={(on) => {
            onChange(withPart(policy, 'approval', on ? FOUR_EYES : undefined));
          }}
        />
        {approval && (
          <Decimal
            label={t('howMany')}
            hint={t('howManyHint')}
            value={approval.people}
            onChange={(people) => {
              onChange({ ...policy, approval: { people } });
            }}
          />
        )}
      </fieldset>
    </>
  );
}
