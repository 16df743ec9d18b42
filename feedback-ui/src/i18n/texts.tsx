import { setupI18n, type Messages } from '@lingui/core';
import { I18nProvider, useLingui } from '@lingui/react';
import { useCallback, type ReactNode } from 'react';
import { directionOf, keepLanguage, preferredLanguage, type Language } from './language';

const LOADERS = import.meta.glob<Messages>('./*/*.json', { import: 'default' });

const i18n = setupI18n();
const wanted = new Set<string>();
let language: Language = 'en';

/** Gives the text of a key, with what is to stand in it. */
export type Translate<Key extends string> = (
  key: Key,
  values?: Readonly<Record<string, unknown>>,
) => string;

async function load(area: string, into: Language): Promise<void> {
  const loader = LOADERS[`./${into}/${area}.json`];
  if (!loader) {
    throw new Error(`There are no texts of ${area} in ${into}.`);
  }
  const messages = await loader();
  i18n.load(
    into,
    Object.fromEntries(Object.entries(messages).map(([key, text]) => [`${area}.${key}`, text])),
  );
}

/** Loads the texts of areas, once, before anything shows them. */
export async function loadTexts(...areas: readonly string[]): Promise<void> {
  const fresh = areas.filter((area) => !wanted.has(area));
  await Promise.all(fresh.map((area) => load(area, language)));
  fresh.forEach((area) => wanted.add(area));
}

/** Says everything in another language from now on. */
export async function speak(next: Language): Promise<void> {
  await Promise.all([...wanted].map((area) => load(area, next)));
  language = next;
  i18n.activate(next);
  document.documentElement.lang = next;
  document.documentElement.dir = directionOf(next);
  keepLanguage(next);
}

/** The page begins in the language that the person prefers, with the texts of `areas`. */
export async function beginTexts(...areas: readonly string[]): Promise<void> {
  language = preferredLanguage();
  await loadTexts(...areas);
  await speak(language);
}

export function TextsProvider({ children }: { readonly children: ReactNode }) {
  return <I18nProvider i18n={i18n}>{children}</I18nProvider>;
}

export const useLanguage = (): Language => useLingui().i18n.locale as Language;

/** Gives the text of a key of any area; undefined when there is none, or none yet. */
export type FindText = (
  key: string,
  values?: Readonly<Record<string, unknown>>,
) => string | undefined;

/** Finds texts whose keys others make up, such as the codes of problems. */
export function useFoundText(): FindText {
  const { i18n: current } = useLingui();
  return (key, values) =>
    current.messages[key] === undefined ? undefined : current._(key, { ...values });
}

/**
 * The hook that gives the texts of an area. An area makes its own, so that a wrong key does not compile:
 * `export const useTexts = textsOf<keyof typeof import('../../i18n/en/runs.json')>('runs');`
 */
export function textsOf<Key extends string>(area: string): () => Translate<Key> {
  return function useTexts() {
    const { i18n: current } = useLingui();
    // The language is part of what the function says, so it is another one after a change.
    const { locale } = current;
    return useCallback(
      (key, values) => (locale ? current._(`${area}.${key}`, { ...values }) : ''),
      [current, locale],
    );
  };
}
