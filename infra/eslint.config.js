import tseslint from 'typescript-eslint';

// Rules that find bugs; taste is left to the formatter.
export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '**/.local/**', '**/*.js', '**/*.mjs'] },
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.base],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: new URL('..', import.meta.url).pathname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'no-param-reassign': 'error',
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true } }],
      'prefer-const': 'error',
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unnecessary-condition': 'error',
      '@typescript-eslint/no-unnecessary-type-assertion': 'error',
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/return-await': ['error', 'in-try-catch'],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  // A terminal is where these talk to people.
  {
    files: [
      'infra/local/**',
      'infra/build/**',
      'infra/azure/**',
      'infra/connection/**',
      'infra/examples/**',
      'infra/backup/**',
      'test/bench/**',
      'test/fault/faults.ts',
    ],
    rules: { 'no-console': 'off' },
  },
  // Vitest's configuration has to be a default export, and so have modules of data as the portal's build makes them.
  {
    files: ['test/vitest.config.ts', 'shared/portal/ambient.d.ts'],
    rules: { 'no-restricted-exports': 'off' },
  },
);
