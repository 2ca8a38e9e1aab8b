// The widget suite in the browser that TEST_BROWSER names. `test/browsers.ts` starts it.
import { chromeLauncher } from '@web/test-runner-chrome';
import { webdriverLauncher } from '@web/test-runner-webdriver';
import base from './web-test-runner.config.js';

const { TEST_BROWSER, FIREFOX_PATH, WEBDRIVER_PORT, MINI_BROWSER_PATH } = process.env;

const launchers = {
  // The launcher is Puppeteer's, which speaks to Firefox as well.
  firefox: () =>
    Object.assign(chromeLauncher({ launchOptions: { browser: 'firefox', executablePath: FIREFOX_PATH } }), {
      name: 'Firefox',
    }),
  webkit: () =>
    webdriverLauncher({
      automationProtocol: 'webdriver',
      hostname: '127.0.0.1',
      port: Number(WEBDRIVER_PORT),
      path: '/',
      capabilities: {
        browserName: 'MiniBrowser',
        'wdio:enforceWebDriverClassic': true,
        'webkitgtk:browserOptions': { binary: MINI_BROWSER_PATH, args: ['--automation'] },
      },
    }),
};

export default { ...base, concurrency: 1, browsers: [launchers[TEST_BROWSER]()] };
