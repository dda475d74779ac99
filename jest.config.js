const libs = ['kernel', 'persistence', 'messaging', 'http', 'wiring', 'testing'];

export default {
  testEnvironment: 'node',
  globalSetup: '<rootDir>/test/setup/global-setup.mjs',
  globalTeardown: '<rootDir>/test/setup/global-teardown.mjs',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': '@swc/jest' },
  moduleNameMapper: {
    ...Object.fromEntries(libs.map((lib) => [`^#${lib}$`, `<rootDir>/libs/${lib}/index.ts`])),
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  testMatch: ['<rootDir>/{src,libs}/**/*.spec.ts', '<rootDir>/test/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/data/', '<rootDir>/test/faults/'],
  testTimeout: 30_000,
  maxWorkers: 2,
  // Modules of earlier files stay in memory, and collecting garbage around them takes longer and longer.
  workerIdleMemoryLimit: '1GB',
};
