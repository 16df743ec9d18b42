import { readFile } from 'node:fs/promises';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import type { Plugin } from 'vite';

const CATALOGUE = /\/src\/i18n\/[a-z]{2}\/[\w-]+\.json$/;

/** Catalogues of texts (ICU messages in JSON), compiled when the page is built: the page holds no parser of messages. */
export const catalogues = (): Plugin => ({
  name: 'attune-catalogues',
  enforce: 'pre',
  async load(id) {
    if (!CATALOGUE.test(id)) {
      return undefined;
    }
    const texts = JSON.parse(await readFile(id, 'utf8')) as Record<string, string>;
    const compiled = Object.entries(texts).map(([key, text]) => [key, compileMessage(text)]);
    return {
      code: `export default ${JSON.stringify(Object.fromEntries(compiled))}`,
      moduleType: 'js',
    };
  },
});
