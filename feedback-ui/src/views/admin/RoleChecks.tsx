import { ROLES, type RoleName } from '../../domain/administration';
import { useTexts } from './texts';

interface RoleChecksProps {
  readonly chosen: ReadonlySet<string>;
  /** Given by the groups at a provider: they cannot be taken away here. */
  readonly fixed?: readonly string[];
  readonly onChange: (roles: ReadonlySet<string>) => void;
}

/** What somebody may do: a box for each role, with what it is for. */
export function RoleChecks({ chosen, fixed = [], onChange }: RoleChecksProps) {
  const t = useTexts();
  const toggle = (role: RoleName): void => {
    const next = new Set(chosen);
    if (!next.delete(role)) {
      next.add(role);
    }
    onChange(next);
  };
  return (
    <fieldset className="checks">
      <legend>{t('roles')}</legend>
      {ROLES.map((role) => (
        <label key={role}>
          <input
            type="checkbox"
            checked={chosen.has(role)}
            disabled={fixed.includes(role)}
            onChange={() => {
              toggle(role);
            }}
          />
          <span>
            {t(`role-${role}`)} <span className="hint">{t(`role-${role}-hint`)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
