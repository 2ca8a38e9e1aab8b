import { cloudflareTest } from '@cloudflare/vitest-plugin';
import { defineConfig } from 'vitest/config';

/** Secrets of the tests; the keys are of no other use. */
const secrets = {
  CONVERTR_ACCOUNTS: JSON.stringify({
    acme: {
      publisherId: 12,
      username: 'publisher@example.com',
      password: 'correct-horse',
      origin: 'http://127.0.0.1:8790',
    },
    globex: {
      publisherId: 34,
      username: 'ads@example.com',
      password: 'battery-staple',
      origin: 'http://127.0.0.1:8790',
    },
  }),
  LEAD_KEY: btoa('0123456789abcdef0123456789abcdef'),
  ADMIN_TOKEN: 'test-admin-token-0123456789',
};

/** What a test may take on a machine that is busy with others; each waits for events, and is quick on a quiet one. */
const testTimeout = 30_000;

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [
          cloudflareTest({
            wrangler: { configPath: '../wrangler.toml' },
            miniflare: { bindings: secrets },
          }),
        ],
        test: {
          name: 'worker',
          root: import.meta.dirname,
          include: ['worker/**/*.test.ts'],
          globalSetup: ['support/convertr-setup.ts'],
          testTimeout,
        },
      },
      {
        test: {
          name: 'unit',
          root: import.meta.dirname,
          include: ['unit/**/*.test.ts', 'demo/**/*.test.ts'],
          testTimeout,
        },
      },
      {
        test: {
          name: 'security',
          root: import.meta.dirname,
          include: ['security/**/*.test.ts'],
          globalSetup: ['security/setup.ts'],
          testTimeout,
          hookTimeout: 120_000,
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: 'e2e',
          root: import.meta.dirname,
          include: ['e2e/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 10_000 } },
          // Each file has servers and a browser of its own, and waits for them half of the time.
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
