import { withPart } from '../../domain/gates';
import { Decimal } from './Decimal';
import type { GateFieldsProps } from './GateFields';
import { useTexts } from './texts';
import { Tick } from './Tick';

const FIRST_FORMAT = { prompts: 200, maxNewTokens: 64, shortest: 0.7, longest: 1.4, risesBy: 0.15 };
const FIELDS = ['prompts', 'shortest', 'longest', 'risesBy'] as const;

/** Whether answers must look as they did. */
export function FormatFields({ policy, onChange }: GateFieldsProps) {
  const t = useTexts();
  const { format } = policy;
  return (
    <fieldset className="policy-part">
      <legend>{t('kind-format')}</legend>
      <Tick
        label={t('use')}
        checked={format !== undefined}
        onChange={(on) => {
          onChange(withPart(policy, 'format', on ? FIRST_FORMAT : undefined));
        }}
      />
      {format &&
        FIELDS.map((field) => (
          <Decimal
            key={field}
            label={t(field)}
            value={format[field]}
            onChange={(value) => {
              onChange({ ...policy, format: { ...format, [field]: value } });
            }}
          />
        ))}
    </fieldset>
  );
}
