/** The languages of the page, each by its own name. */
export const LANGUAGES = { en: 'English', de: 'Deutsch', ar: 'العربية' } as const;

export type Language = keyof typeof LANGUAGES;

const PLACE = 'attune.language';
const isLanguage = (text: string): text is Language => text in LANGUAGES;

/** The language that the person chose on this device, else the first of the browser's that the page speaks, else English. */
export function preferredLanguage(
  chosen: string | null = localStorage.getItem(PLACE),
  browser: readonly string[] = navigator.languages,
): Language {
  const wanted = [chosen ?? '', ...browser].map((tag) => tag.slice(0, 2).toLowerCase());
  return wanted.find(isLanguage) ?? 'en';
}

export const directionOf = (language: Language): 'ltr' | 'rtl' =>
  language === 'ar' ? 'rtl' : 'ltr';

export function keepLanguage(language: Language): void {
  localStorage.setItem(PLACE, language);
}
