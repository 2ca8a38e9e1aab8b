// The widget suite in Chromium, against the built files in dist/: what is tested is what pages load.
import { existsSync } from 'node:fs';
import { esbuildPlugin } from '@web/dev-server-esbuild';
import { chromeLauncher } from '@web/test-runner-chrome';

const places = [process.env.CHROME_PATH, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const executablePath = places.find((path) => path && existsSync(path));

export default {
  rootDir: new URL('../..', import.meta.url).pathname,
  files: ['test/widget/**/*.test.ts'],
  nodeResolve: true,
  concurrency: 2,
  testsFinishTimeout: 100_000,
  testFramework: { config: { ui: 'tdd', timeout: 20_000 } },
  plugins: [esbuildPlugin({ ts: true, target: 'es2022' })],
  middleware: [
    // Lazy parts lie beside the script, at the root of the origin.
    (context, next) => {
      if (context.path.startsWith('/widget-')) context.url = `/dist${context.url}`;
      return next();
    },
  ],
  browsers: [
    chromeLauncher({
      launchOptions: { executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'] },
    }),
  ],
};
