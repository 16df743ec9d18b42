/** A setting of a recipe: where it stands, and what it is when nobody says anything. */
export interface Setting {
  /** Such as `optimisation.learningRate`. */
  readonly path: string;
  readonly value: string | number | boolean;
}

/** Settings as people change them: by path, as they were typed. */
export type Changes = Readonly<Record<string, string | boolean>>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every setting that is one value, by path; lists and what is absent are left to the command line. */
export function settingsOf(
  defaults: Readonly<Record<string, unknown>>,
  before = '',
): readonly Setting[] {
  return Object.entries(defaults)
    .flatMap(([name, value]): readonly Setting[] => {
      if (isObject(value)) {
        return settingsOf(value, `${before}${name}.`);
      }
      return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? [{ path: before + name, value }]
        : [];
    })
    .sort((one, other) => one.path.localeCompare(other.path));
}

/** The first setting whose value is of the wrong kind. */
export function wrongSetting(settings: readonly Setting[], changes: Changes): string | undefined {
  return settings.find(({ path, value }) => {
    const typed = changes[path];
    return (
      typeof value === 'number' &&
      typeof typed === 'string' &&
      (typed.trim() === '' || !Number.isFinite(Number(typed)))
    );
  })?.path;
}

/** What differs from the defaults, as the nested object that a job takes. */
export function changedSettings(
  settings: readonly Setting[],
  changes: Changes,
): Readonly<Record<string, unknown>> {
  const changed: Record<string, unknown> = {};
  for (const { path, value } of settings) {
    const typed = changes[path];
    if (typed === undefined) {
      continue;
    }
    const said = typeof value === 'number' ? Number(typed) : typed;
    if (said !== value) {
      put(changed, path.split('.'), said);
    }
  }
  return changed;
}

function put(target: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [name = '', ...rest] = path;
  if (rest.length === 0) {
    target[name] = value;
    return;
  }
  const inner = isObject(target[name]) ? { ...target[name] } : {};
  put(inner, rest, value);
  target[name] = inner;
}
