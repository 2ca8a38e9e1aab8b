/**
 * `npm run test:browsers`: the whole widget suite in Firefox and WebKit too (`npm test` runs it in Chromium).
 * Name browsers to run fewer: `npm run test:browsers -- firefox`.
 */
import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { findFreePort } from '../demo/local/ports.ts';
import { startCommand, waitForAnswer } from '../demo/local/process.ts';
import { installDebianPackages } from './support/browser.ts';
import { type Count, runWidgetSuite } from './support/test-command.ts';

const root = join(import.meta.dirname, '..');
const asked = process.argv.slice(2);
const runs = { firefox: runFirefox, webkit: runWebKit };
const total: Count = { passed: 0, failed: 0 };

const chosen = Object.entries(runs).filter(([name]) => asked.length === 0 || asked.includes(name));
console.log(`\n── Widget in ${chosen.map(([name]) => name).join(' and ')}`);
// Side by side: each waits for its browser most of the time.
const results = await Promise.all(chosen.map(([, run]) => run()));
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = results.every(Boolean) ? 0 : 1;

async function runFirefox(): Promise<boolean> {
  const binary = find(['/usr/bin/firefox-esr', '/usr/bin/firefox'], ['firefox-esr'], 'FIREFOX_PATH');
  return binary !== undefined && (await runSuite({ TEST_BROWSER: 'firefox', FIREFOX_PATH: binary }));
}

async function runWebKit(): Promise<boolean> {
  const driver = find(['/usr/bin/WebKitWebDriver'], ['webkit2gtk-driver', 'xvfb', 'xauth'], 'WEBKIT_DRIVER_PATH');
  const miniBrowser = globSync('/usr/lib/*/webkit2gtk-4.1/MiniBrowser')[0];
  if (!driver || !miniBrowser) return false;
  const port = await findFreePort();
  const running = startCommand('xvfb-run', ['-a', driver, `--port=${port}`, '--host=127.0.0.1'], { cwd: root });
  try {
    await waitForAnswer(`http://127.0.0.1:${port}/status`, running);
    return await runSuite({ TEST_BROWSER: 'webkit', WEBDRIVER_PORT: String(port), MINI_BROWSER_PATH: miniBrowser });
  } finally {
    await running.stop();
  }
}

/** The program's path, installed now where that can be done; else says in one line what to do. */
function find(places: string[], packages: string[], variable: string): string | undefined {
  const search = () => [process.env[variable] ?? '', ...places].find((path) => path && existsSync(path));
  const found = search() ?? (installDebianPackages(packages) ? search() : undefined);
  if (!found) console.error(`Not found: install ${packages.join(', ')} (Debian's names) or set ${variable}.`);
  return found;
}

function runSuite(env: NodeJS.ProcessEnv): Promise<boolean> {
  return runWidgetSuite('test/widget/browsers.config.js', { ...process.env, ...env }, total);
}
