import type { Scope } from '../../domain/access';
import { useTexts } from './texts';

interface ScopeChecksProps {
  readonly possible: readonly Scope[];
  readonly chosen: ReadonlySet<Scope>;
  readonly onChange: (scopes: ReadonlySet<Scope>) => void;
}

/** The words for each scope in the catalogue. */
const WORDS = {
  'projects:read': 'scope-projects-read',
  'prompts:write': 'scope-prompts-write',
  'preferences:write': 'scope-preferences-write',
  'ratings:read': 'scope-ratings-read',
  'exports:read': 'scope-exports-read',
  'thumbs:write': 'scope-thumbs-write',
  'models:use': 'scope-models-use',
  'registry:read': 'scope-registry-read',
} as const satisfies Record<Scope, string>;

/** What a token is good for: a box for each. */
export function ScopeChecks({ possible, chosen, onChange }: ScopeChecksProps) {
  const t = useTexts();
  return (
    <fieldset className="checks">
      <legend>{t('scopes')}</legend>
      {possible.map((scope) => (
        <label key={scope}>
          <input
            type="checkbox"
            checked={chosen.has(scope)}
            onChange={() => {
              const next = new Set(chosen);
              if (!next.delete(scope)) {
                next.add(scope);
              }
              onChange(next);
            }}
          />
          <span>
            {t(WORDS[scope])}{' '}
            <code className="hint" dir="ltr">
              {scope}
            </code>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
