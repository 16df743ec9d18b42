// What Maven runs here (see pom.xml): `install`, `build` and `check`, each only when its inputs have changed.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const home = fileURLToPath(new URL('..', import.meta.url));
const OPENAPI = ['feedback', 'registry'].map(
  (service) => `../services/${service}-service/src/main/openapi/openapi.json`,
);
const PACKAGES = ['package.json', 'package-lock.json', '.npmrc'];
const PAGE = [
  'src',
  'public',
  'index.html',
  'vite.config.ts',
  'tsconfig.json',
  'dev',
  'scripts/catalogues.ts',
  ...OPENAPI,
];
const RULES = [
  'eslint.config.js',
  '.prettierrc.json',
  '.prettierignore',
  'scripts',
  '../.editorconfig',
];

/** The folder's files, sorted; the file itself when it is one. Generated types follow from the OpenAPI document. */
function filesOf(path) {
  if (!statSync(path).isDirectory()) {
    return path.endsWith('.d.ts') ? [] : [path];
  }
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}

function digest(inputs) {
  const hash = createHash('sha256').update(process.version);
  for (const file of inputs.map((input) => join(home, input)).flatMap(filesOf)) {
    hash.update(`\n${relative(home, file)}\n`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/** Runs `action` unless it ended well for the same inputs before and `result` is still there. */
function unlessUnchanged(name, inputs, result, action) {
  const stamp = join(home, 'target', `${name}.sha256`);
  const now = digest(inputs);
  const unchanged = existsSync(stamp) && readFileSync(stamp, 'utf8') === now;
  if (unchanged && existsSync(join(home, result))) {
    console.log(`${name}: unchanged`);
    return;
  }
  action();
  mkdirSync(join(home, 'target'), { recursive: true });
  writeFileSync(stamp, now);
}

const npm = (...words) => execFileSync('npm', words, { cwd: home, stdio: 'inherit' });
const run = (...scripts) => scripts.forEach((script) => npm('run', '--silent', script));

const commands = {
  install: () => unlessUnchanged('install', PACKAGES, 'node_modules', () => npm('ci', '--silent')),
  build: () =>
    unlessUnchanged(
      'build',
      [...PACKAGES, ...PAGE],
      'target/classes/META-INF/resources/index.html',
      () => run('generate', 'build'),
    ),
  check: () =>
    unlessUnchanged('check', [...PACKAGES, ...PAGE, ...RULES], 'src/api/schema.d.ts', () =>
      run('generate', 'types', 'lint', 'format:check', 'test'),
    ),
};

const command = commands[process.argv[2]];
if (!command) {
  console.error(`Usage: node scripts/maven.mjs ${Object.keys(commands).join('|')}`);
  process.exitCode = 2;
} else {
  try {
    command();
  } catch (error) {
    // The tool that failed has already said why.
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
