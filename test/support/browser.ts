import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

const HINT = 'No Chrome or Chromium found: install one (Debian: apt-get install chromium) or set CHROME_PATH to it.';

const USUAL_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** Debian's package of Chromium without a window: the same engine for less CPU time, but no back-forward cache. */
export const HEADLESS_SHELL = '/usr/bin/chromium-headless-shell';

/** Chromium needs these if it runs as root, and to make no requests to other machines. */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/**
 * The Chrome or Chromium to test with: `CHROME_PATH`, else the usual places, else Debian's, installed now when this
 * runs as root on Debian.
 * @param preferred a place to look at before the usual ones.
 * @throws Error with one line about what to install.
 */
export function findChromium(preferred?: string): string {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`CHROME_PATH names ${named}, which does not exist: correct it or unset it.`);
  }
  const found = [preferred ?? '', ...USUAL_PLACES].find((path) => existsSync(path));
  if (found) return found;
  if (!installDebianPackages(['chromium', 'fonts-dejavu', 'fonts-liberation'])) throw new Error(HINT);
  return '/usr/bin/chromium';
}

/** Installs Debian packages if this runs as root on Debian. @returns whether they are installed now. */
export function installDebianPackages(names: string[]): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return false;
  console.log(`Installing ${names.join(', ')} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    execFileSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' });
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], { env, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
