import { defineConfig } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const SPECS = ['**/*.spec.ts', 'test/**/*.ts', 'libs/testing/**/*.ts'];

/** What says HTTP: a status is given by libs/http alone, from the kind of a domain error (docs/adr/0003). */
const HTTP_NAMES = '^(Http(Status|Exception|Code|ErrorByCode)|\\w+Exception)$';

const STATUS_ELSEWHERE = 'HTTP statuses live in libs/http: throw a DomainError.';

const size = {
  'max-lines': ['error', { max: 250 }],
  'max-depth': ['error', 3],
  complexity: ['error', 10],
  'max-params': ['error', 8],
  'max-nested-callbacks': ['error', 4],
};

const correctness = {
  'array-callback-return': 'error',
  'constructor-super': 'error',
  'for-direction': 'error',
  'getter-return': 'error',
  'no-async-promise-executor': 'error',
  'no-case-declarations': 'error',
  'no-compare-neg-zero': 'error',
  'no-cond-assign': 'error',
  'no-constant-binary-expression': 'error',
  'no-constant-condition': ['error', { checkLoops: false }],
  'no-debugger': 'error',
  'no-dupe-else-if': 'error',
  'no-dupe-keys': 'error',
  'no-duplicate-case': 'error',
  'no-empty': 'error',
  'no-empty-pattern': 'error',
  'no-fallthrough': 'error',
  'no-loss-of-precision': 'error',
  'no-misleading-character-class': 'error',
  'no-prototype-builtins': 'error',
  'no-regex-spaces': 'error',
  'no-self-assign': 'error',
  'no-self-compare': 'error',
  'no-sparse-arrays': 'error',
  'no-template-curly-in-string': 'error',
  'no-unmodified-loop-condition': 'error',
  'no-unreachable': 'error',
  'no-unsafe-finally': 'error',
  'no-unused-private-class-members': 'error',
  'no-useless-catch': 'error',
  'no-useless-escape': 'error',
  'preserve-caught-error': 'error',
  'use-isnan': 'error',
  'valid-typeof': 'error',
};

const care = {
  curly: ['error', 'multi-line'],
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-alert': 'error',
  'no-eval': 'error',
  'no-extend-native': 'error',
  'no-implied-eval': 'error',
  'no-new-func': 'error',
  'no-new-wrappers': 'error',
  'no-param-reassign': 'error',
  'no-return-assign': ['error', 'except-parens'],
  'no-sequences': 'error',
  'no-unneeded-ternary': 'error',
  'no-var': 'error',
  'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'], location: 'anywhere' }],
  'object-shorthand': 'error',
  'prefer-const': 'error',
  'prefer-object-has-own': 'error',
  radix: 'error',
};

const form = {
  'comma-dangle': ['error', 'always-multiline'],
  'eol-last': 'error',
  // A template is text of another language (SQL, HTML), and an import of one name has no place to break.
  'max-len': ['error', { code: 140, ignoreTemplateLiterals: true, ignoreUrls: true, ignorePattern: '^import \\{ \\w+ \\} from ' }],
  'no-mixed-spaces-and-tabs': 'error',
  'no-multiple-empty-lines': ['error', { max: 1, maxBOF: 0, maxEOF: 0 }],
  'no-tabs': 'error',
  'no-trailing-spaces': 'error',
  quotes: ['error', 'single', { avoidEscape: true, allowTemplateLiterals: true }],
  semi: 'error',
};

const typescript = {
  '@typescript-eslint/ban-ts-comment': 'error',
  '@typescript-eslint/consistent-type-assertions': 'error',
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/default-param-last': 'error',
  '@typescript-eslint/explicit-member-accessibility': ['error', { accessibility: 'no-public' }],
  '@typescript-eslint/no-array-constructor': 'error',
  '@typescript-eslint/no-empty-object-type': 'error',
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-import-type-side-effects': 'error',
  '@typescript-eslint/no-namespace': 'error',
  '@typescript-eslint/no-require-imports': 'error',
  '@typescript-eslint/no-shadow': 'error',
  '@typescript-eslint/no-this-alias': 'error',
  '@typescript-eslint/no-unsafe-function-type': 'error',
  '@typescript-eslint/no-unused-expressions': 'error',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', caughtErrors: 'all', ignoreRestSiblings: true }],
  '@typescript-eslint/no-use-before-define': ['error', { functions: false, classes: false, variables: false }],
  '@typescript-eslint/no-wrapper-object-types': 'error',
  '@typescript-eslint/prefer-as-const': 'error',
};

/** These ask the compiler, which makes them the slow ones. */
const typed = {
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false, inheritedMethods: false } }],
  '@typescript-eslint/only-throw-error': 'error',
  '@typescript-eslint/restrict-plus-operands': 'error',
  '@typescript-eslint/return-await': ['error', 'error-handling-correctness-only'],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
};

const statusOnlyInHttp = {
  'no-restricted-imports': [
    'error',
    {
      patterns: [{ group: ['@nestjs/common'], importNamePattern: HTTP_NAMES, message: STATUS_ELSEWHERE }],
    },
  ],
  'no-restricted-syntax': [
    'error',
    {
      selector: 'CallExpression[callee.property.name=/^(status|code)$/][arguments.0.type="Literal"]',
      message: STATUS_ELSEWHERE,
    },
  ],
};

/** The core takes time and chance through ports, so that it is the same on every run. */
const pureCore = {
  'no-restricted-globals': ['error', 'Date', 'process', 'crypto', 'fetch', 'setTimeout', 'setInterval', 'console'],
  'no-restricted-properties': [
    'error',
    { object: 'Temporal', property: 'Now', message: 'Time comes in through the Clock.' },
    { object: 'Math', property: 'random', message: 'Chance comes in through a port or an argument.' },
  ],
};

export default defineConfig(
  { ignores: ['dist/', 'coverage/', '.data/', 'bench/results/', 'bench/.work/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' }, rules: { ...size, ...correctness, ...care, ...form } },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { ecmaVersion: 'latest', globals: globals.node },
    rules: { 'no-undef': 'error', 'no-unused-vars': 'error' },
  },
  // The one file that runs in a browser.
  { files: ['libs/http/openapi/page/*.js'], languageOptions: { globals: globals.browser } },
  {
    files: ['**/*.ts'],
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: { ...typescript, ...typed },
  },
  { files: ['src/**/*.ts'], ignores: SPECS, rules: statusOnlyInHttp },
  { files: ['src/*/domain/**/*.ts', 'src/*/application/**/*.ts', 'libs/kernel/**/*.ts'], ignores: SPECS, rules: pureCore },
  { files: ['src/**/*.ts', 'libs/**/*.ts'], ignores: ['src/cli/**', ...SPECS], rules: { 'no-console': 'error' } },
  // A test looks into an answer's body freely; what it finds is what it asserts.
  { files: ['test/harness/api.ts'], rules: { '@typescript-eslint/no-explicit-any': 'off' } },
  { files: SPECS, rules: { 'max-nested-callbacks': ['error', 5] } },
);
