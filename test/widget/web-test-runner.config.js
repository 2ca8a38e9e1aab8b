// The widget suite in Chromium, against the built files in dist/: what is tested is what pages load.
import { existsSync } from 'node:fs';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';
import { commandsPlugin } from './support/commands.js';
import { serve } from './support/server.js';

const places = [process.env.CHROME_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = places.find((path) => path && existsSync(path));

export default {
  rootDir: new URL('../..', import.meta.url).pathname,
  files: ['test/widget/**/*.test.ts'],
  nodeResolve: true,
  concurrency: 2,
  testsFinishTimeout: 100_000,
  testFramework: { config: { ui: 'tdd', timeout: 20_000 } },
  plugins: [esbuildPlugin({ ts: true, target: 'es2022' }), commandsPlugin],
  middleware: [serve],
  browsers: [
    chromeLauncher({
      launchOptions: {
        executablePath,
        args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
        // A test goes back to a page that the browser keeps.
        ignoreDefaultArgs: ['--disable-back-forward-cache'],
      },
    }),
  ],
};
