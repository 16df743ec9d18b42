/** A setting as it was in a run. */
export interface Setting {
  /** Such as `optimisation.learningRate`. */
  readonly path: string;
  readonly value: string | number | boolean;
}

/** A setting that may be changed before a run. */
export interface OfferedSetting {
  readonly path: string;
  readonly kind: 'INTEGER' | 'NUMBER' | 'SWITCH' | 'TEXT' | 'CHOICE' | 'TEXTS';
  /** When nobody says another; absent where nothing is said. */
  readonly value?: unknown;
  readonly choices: readonly string[];
  /** What it does, in a sentence of the service's. */
  readonly help?: string | undefined;
}

/** Settings as people change them: by path, as they were typed. */
export type Changes = Readonly<Record<string, string | boolean>>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every setting that is one value, by path. */
export function settingsOf(
  configuration: Readonly<Record<string, unknown>>,
  before = '',
): readonly Setting[] {
  return Object.entries(configuration)
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

/** The default as somebody would type it. */
export const typedOf = ({ kind, value }: OfferedSetting): string | boolean => {
  if (kind === 'SWITCH') {
    return value === true;
  }
  if (Array.isArray(value)) {
    return value.join(', ');
  }
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
};

/** The value of a setting in a form. */
export const shownOf = (setting: OfferedSetting, changes: Changes): string | boolean =>
  changes[setting.path] ?? typedOf(setting);

const isNumeric = ({ kind }: OfferedSetting): boolean => kind === 'INTEGER' || kind === 'NUMBER';

const isWrong = (setting: OfferedSetting, typed: string | boolean | undefined): boolean => {
  if (!isNumeric(setting) || typeof typed !== 'string') {
    return false;
  }
  if (typed.trim() === '') {
    return setting.value !== undefined;
  }
  const number = Number(typed);
  return setting.kind === 'INTEGER' ? !Number.isInteger(number) : !Number.isFinite(number);
};

/** The first setting whose value is of the wrong kind. */
export const wrongSetting = (
  settings: readonly OfferedSetting[],
  changes: Changes,
): string | undefined => settings.find((setting) => isWrong(setting, changes[setting.path]))?.path;

/** Whether it says something else than by default. */
export const isChanged = (setting: OfferedSetting, changes: Changes): boolean => {
  const typed = changes[setting.path];
  if (typed === undefined || typed === typedOf(setting)) {
    return false;
  }
  return !(isNumeric(setting) && typed !== '' && Number(typed) === setting.value);
};

function valueOf(setting: OfferedSetting, typed: string | boolean): unknown {
  if (typeof typed === 'boolean') {
    return typed;
  }
  if (setting.kind === 'TEXTS') {
    return typed
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  }
  return isNumeric(setting) ? Number(typed) : typed;
}

/** What differs from the defaults, as the nested object that a job takes. */
export function changedSettings(
  settings: readonly OfferedSetting[],
  changes: Changes,
): Readonly<Record<string, unknown>> {
  const changed: Record<string, unknown> = {};
  for (const setting of settings) {
    const typed = changes[setting.path];
    if (typed !== undefined && isChanged(setting, changes)) {
      put(changed, setting.path.split('.'), valueOf(setting, typed));
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

/** What people change first, in this order. */
const FIRST = [
  'tuning.method',
  'tuning.rank',
  'tuning.virtualTokens',
  'tuning.tuning.method',
  'minimumPreferences',
  'updates',
  'epochs',
  'tuning.epochs',
  'prompts',
  'answers',
  'sampling.n',
  'beta',
  'klCoefficient',
  'optimisation.learningRate',
  'tuning.optimisation.learningRate',
];

const RANKED: readonly unknown[] = ['lora', 'dora', 'multitask-prompt'];
const PROMPTED: readonly unknown[] = ['soft-prompt', 'p-tuning', 'prefix', 'multitask-prompt'];

/** Settings that a form shows at once; the others wait until somebody looks for them. */
export function firstSettings(
  settings: readonly OfferedSetting[],
  changes: Changes,
): readonly OfferedSetting[] {
  const named = new Map(settings.map((setting) => [setting.path, setting]));
  const way = named.get('tuning.method');
  const method = way && shownOf(way, changes);
  return FIRST.filter(
    (path) =>
      (path !== 'tuning.rank' || RANKED.includes(method)) &&
      (path !== 'tuning.virtualTokens' || PROMPTED.includes(method)),
  ).flatMap((path) => named.get(path) ?? []);
}
