import { readFileSync } from 'node:fs';
import { setupI18n } from '@lingui/core';
import { compileMessage, type CompiledMessage } from '@lingui/message-utils/compileMessage';
import { describe, expect, it } from 'vitest';
import { LANGUAGES, type Language } from '../../i18n/language';

const languages = Object.keys(LANGUAGES) as Language[];
const areas = ['prompts', 'approvals', 'shell', 'form', 'gates'];

function catalogue(language: string, area: string): Record<string, CompiledMessage> {
  const file = new URL(`../../i18n/${language}/${area}.json`, import.meta.url);
  const texts = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
  return Object.fromEntries(
    Object.entries(texts).map(([key, text]) => [key, compileMessage(text)]),
  );
}

function say(language: Language, area: string, key: string, values: Record<string, unknown>) {
  const i18n = setupI18n();
  i18n.loadAndActivate({ locale: language, messages: catalogue(language, area) });
  return i18n._(key, values);
}

/** The forms of each plural of a message. */
function pluralsOf(message: CompiledMessage): readonly (readonly string[])[] {
  if (typeof message === 'string') {
    return [];
  }
  return message.flatMap((token) => {
    if (typeof token === 'string' || token[1] !== 'plural') {
      return [];
    }
    return [Object.keys(token[2] ?? {}).filter((form) => form !== 'offset')];
  });
}

describe.each(languages)('in %s', (language) => {
  const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;

  it.each(areas)('each number of %s has all forms that the language has', (area) => {
    const plurals = Object.values(catalogue(language, area)).flatMap(pluralsOf);
    for (const plural of plurals) {
      expect([...plural].sort()).toEqual([...forms].sort());
    }
  });
});

describe('a saying', () => {
  it('of a comparison holds its figures', () => {
    const values = { mean: '+40.0', low: '+20.0', high: '+60.0', cases: 20 };
    expect(say('en', 'prompts', 'better', values)).toBe(
      'The second is better: +40.0 points over 20 cases (95 % interval +20.0 to +60.0).',
    );
    expect(say('de', 'prompts', 'unclear', { ...values, cases: 1 })).toContain('über 1 Fall (');
  });

  it('counts as Arabic does', () => {
    const said = [1, 2, 3, 11, 100].map((count) => say('ar', 'prompts', 'caseCount', { count }));
    expect(said).toEqual(['حالة واحدة', 'حالتان', '3 حالات', '11 حالة', '100 حالة']);
  });

  it('tells oneself from others', () => {
    const by = (who: string) => say('en', 'approvals', 'logRejected', { who, name: 'eva' });
    expect([by('you'), by('other')]).toEqual(['rejected by you', 'rejected by eva']);
  });
});
