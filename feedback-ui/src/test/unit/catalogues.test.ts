import { readdirSync, readFileSync } from 'node:fs';
import { compileMessage, type CompiledMessage } from '@lingui/message-utils/compileMessage';
import { describe, expect, it } from 'vitest';
import { LANGUAGES } from '../../i18n/language';

const home = new URL('../../i18n/', import.meta.url);
const areas = readdirSync(new URL('en/', home));

const textsOf = (language: string, area: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(`${language}/${area}`, home), 'utf8')) as Record<string, string>;

/** The names of what stands in a message, such as `{count}`, also inside of plurals. */
function placeholders(message: CompiledMessage | undefined): readonly string[] {
  // A plural has an offset, which is usually none.
  if (message === undefined || typeof message === 'string') {
    return [];
  }
  const found = message.flatMap((token) => {
    if (typeof token === 'string') {
      return [];
    }
    const [name, , cases] = token;
    const forms = Object.entries(cases ?? {}).filter(([form]) => form !== 'offset');
    return [name, ...forms.flatMap(([, one]) => placeholders(one as CompiledMessage))];
  });
  return [...new Set(found)].sort();
}

describe.each(Object.keys(LANGUAGES).filter((language) => language !== 'en'))(
  'the catalogues of %s',
  (language) => {
    it('are those of English', () => {
      expect(readdirSync(new URL(`${language}/`, home))).toEqual(areas);
    });

    it.each(areas)('%s says all that English says, about the same things', (area) => {
      const english = textsOf('en', area);
      const other = textsOf(language, area);
      expect(Object.keys(other).sort()).toEqual(Object.keys(english).sort());
      for (const [key, text] of Object.entries(english)) {
        expect(other[key]?.trim(), key).toBeTruthy();
        expect([key, placeholders(compileMessage(other[key] ?? ''))]).toEqual([
          key,
          placeholders(compileMessage(text)),
        ]);
      }
    });
  },
);
