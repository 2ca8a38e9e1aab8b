import { readSettings, type Settings } from '../../../worker/settings/settings.ts';

export const random = (bytes: number) => Buffer.from(crypto.getRandomValues(new Uint8Array(bytes))).toString('base64');
export const KEY = random(32);
export const PLAIN = {
  CONVERTR_ENTERPRISE: 'acme',
  CONVERTR_PUBLISHER_ID: '12',
  CONVERTR_USERNAME: 'publisher@example.com',
  CONVERTR_PASSWORD: 'correct-horse',
};

export function read(vars: Record<string, string>): Settings {
  const settings = readSettings({ LEAD_KEY: KEY, ADMIN_TOKEN: 'test-admin-token-0123456789', ...vars });
  if (!settings.ok) throw new Error(settings.error);
  return settings.value;
}

export function faultOf(vars: Record<string, string>): string {
  const settings = readSettings({ LEAD_KEY: KEY, ADMIN_TOKEN: 'test-admin-token-0123456789', ...vars });
  return settings.ok ? '' : settings.error;
}
