import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const services = fileURLToPath(new URL('../../../../services/', import.meta.url));

/** Whose codes arrive at the page: its service, those that it hands calls on to, and what they stand on. */
const ROOMS = [
  'feedback-service',
  'registry-service',
  'inference-service',
  'service-kit',
  'contracts',
];

/** Codes of commands, of starting up and of letters on the bus, which no call is answered with. */
const NEVER_ANSWERED = ['bus-access-unreadable', 'invalid-event', 'not-generated'];

const CODE = '"([a-z]+(?:-[a-z0-9]+)*)"';

/** Where Java code gives an error its code. */
const PLACES = [
  new RegExp(`(?:[eE]rror|AttuneException|refused|invalid|wrong)\\(\\s*${CODE},`, 'g'),
  new RegExp(`super\\(${CODE},`, 'g'),
  new RegExp(`String [A-Z_]+ = ${CODE};`, 'g'),
  new RegExp(`"code":${CODE}`, 'g'),
  new RegExp(`case \\d+ -> ${CODE};`, 'g'),
  new RegExp(`\\? ${CODE} : "internal-error"`, 'g'),
];

/** Constants that name something else than codes stand in classes of other names. */
const holdsCodes = (file: string): boolean => /Fault|Problem|ForeignOrigins/.test(file);

function codesIn(file: string): readonly string[] {
  const java = readFileSync(file, 'utf8');
  const places = holdsCodes(file) ? PLACES : PLACES.filter(({ source }) => !/^String/.test(source));
  const found = places.flatMap((place) => [...java.matchAll(place)].map(([, code]) => code ?? ''));
  const constants = file.endsWith('/Fault.java')
    ? [...java.matchAll(/^ {4}([A-Z_]+)[,;]$/gm)].map(([, name = '']) =>
        name.toLowerCase().replaceAll('_', '-'),
      )
    : [];
  return [...found, ...constants];
}

const answered = new Set(
  ROOMS.flatMap((room) => {
    const folder = `${services}${room}/src/main/java/`;
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.java'))
      .flatMap((file) => codesIn(folder + file));
  }).filter((code) => !NEVER_ANSWERED.includes(code)),
);

const keysOf = (area: string): readonly string[] => {
  const file = new URL(`../../i18n/en/${area}.json`, import.meta.url);
  return Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object);
};

const texts = [...keysOf('problem'), ...keysOf('problems')];

/** What the page itself finds, and what proxies answer. */
const ofThePage = (key: string): boolean =>
  ['offline', 'unreadable-answer'].includes(key) || key.startsWith('http-');

describe('the problems of the services', () => {
  it('are found in their code', () => {
    expect(answered.size).toBeGreaterThan(100);
    expect([...answered]).toEqual(
      expect.arrayContaining(['lease-expired', 'prompt-served', 'models-busy', 'foreign-origin']),
    );
  });

  it('have each a text, in one catalogue', () => {
    expect([...answered].filter((code) => !texts.includes(code))).toEqual([]);
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('are all that there are texts for', () => {
    expect(texts.filter((key) => !answered.has(key) && !ofThePage(key))).toEqual([]);
  });
});
