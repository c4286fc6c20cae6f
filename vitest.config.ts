import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.ts', 'tools/**/*.test.ts', 'bench/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // What is waited for comes when it comes; how long that takes is nobody's business but a bench's.
    expect: { poll: { timeout: 30_000 } },
    // Whole-system tests start servers, engines and browsers: more than two at once only makes them slow.
    maxWorkers: 2,
  },
});
