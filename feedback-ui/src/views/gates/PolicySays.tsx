import { gatesOf, type GateKind, type GatePolicy } from '../../domain/gates';
import { useFormats, type Formats } from '../../i18n/useFormats';
import { useTexts } from './texts';

/** What a policy asks for: each gate as a sentence, and how many people. */
export function PolicySays({ policy }: { readonly policy: GatePolicy | undefined }) {
  const t = useTexts();
  const formats = useFormats();
  const kinds = gatesOf(policy);
  const people = policy?.approval?.people;
  return (
    <ul className="gate-says">
      {kinds.length === 0 && <li>{t('asksNothing')}</li>}
      {kinds.map((kind) => (
        <li key={kind}>
          <strong>{t(`kind-${kind}`)}</strong>{' '}
          {policy?.dryRun?.includes(kind) === true && (
            <span className="chip warn">{t('dryRun')}</span>
          )}{' '}
          {t(`says-${kind}`, figuresOf(kind, policy, formats))}
        </li>
      ))}
      <li>{people === undefined ? t('nobodyAsked') : t('peopleAsked', { count: people })}</li>
    </ul>
  );
}

/** The numbers of a gate's sentence. */
function figuresOf(kind: GateKind, policy: GatePolicy | undefined, { number, percent }: Formats) {
  const { winRate, arena, safety, capability, format, bias } = policy ?? {};
  const share = (value = 0) => percent(value, 1);
  switch (kind) {
    case 'win-rate':
      return {
        judge: winRate?.judge,
        count: winRate?.prompts ?? 0,
        atLeast: share(winRate?.atLeast),
      };
    case 'arena':
      return {
        count: arena?.prompts ?? 0,
        each: arena?.ratingsEach,
        raters: arena?.leastRaters,
        hours: arena?.maxHours,
        atLeast: share(arena?.atLeast),
      };
    case 'safety':
      return {
        own: (safety?.cases?.length ?? 0) > 0 ? 'own' : 'shipped',
        margin: share(safety?.margin),
      };
    case 'capability':
      return {
        loss: number(capability?.lossMargin ?? 0),
        accuracy: share(capability?.accuracyMargin),
      };
    case 'format':
      return {
        count: format?.prompts ?? 0,
        shortest: number(format?.shortest ?? 0),
        longest: number(format?.longest ?? 0),
        risesBy: share(format?.risesBy),
      };
    case 'bias':
      return { margin: share(bias?.margin) };
  }
}
