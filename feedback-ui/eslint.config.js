import js from '@eslint/js';
import a11y from 'eslint-plugin-jsx-a11y';
import hooks from 'eslint-plugin-react-hooks';
import ts from 'typescript-eslint';
import looseTexts from './scripts/looseTexts.js';

/** The arrows of the house: views -> usecases -> domain <- api; components show, and know only the domain. */
const mayNotImport = (folder, forbidden, why) => ({
  files: [`src/${folder}/**`],
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: [{ regex: forbidden, message: `${folder}/ ${why}` }] },
    ],
  },
});

export default ts.config(
  { ignores: ['target/', 'node_modules/', 'src/api/schema.d.ts', 'src/api/registry.d.ts'] },
  js.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [ts.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      'no-empty': ['error', { allowEmptyCatch: false }],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['src/**/*.tsx'],
    extends: [a11y.flatConfigs.strict, hooks.configs.flat['recommended-latest']],
    rules: { 'max-lines': ['error', 130] },
  },
  {
    files: ['scripts/**', 'src/test/browser/**', 'eslint.config.js'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        document: 'readonly',
        fetch: 'readonly',
        URL: 'readonly',
        window: 'readonly',
        requestAnimationFrame: 'readonly',
        performance: 'readonly',
        Buffer: 'readonly',
        KeyboardEvent: 'readonly',
      },
    },
  },
  {
    files: ['src/{components,views}/**/*.{ts,tsx}'],
    plugins: { attune: { rules: { 'loose-texts': looseTexts } } },
    rules: { 'attune/loose-texts': 'error' },
  },
  mayNotImport('domain', '^(?!\\./)', 'imports nothing but itself.'),
  mayNotImport('usecases', '/(api|views|components)/|^react', 'knows only the domain.'),
  mayNotImport('api', '/(usecases|views|components)/|^react', 'knows only the domain.'),
  mayNotImport('components', '/(api|usecases|views)/', 'knows only the domain.'),
  mayNotImport('views', '/api/', 'reaches the service through use cases.'),
);
