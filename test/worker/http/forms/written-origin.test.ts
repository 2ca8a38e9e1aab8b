import { beforeEach, expect, test } from 'vitest';
import { stubConvertr } from '../support/convertr.ts';
import { ask, env, saveForm } from '../support/leadwire.ts';

beforeEach(() => {
  stubConvertr();
});

test.each(['/widget.js', '/widget.js?form='])('%s has the origin that served it written in', async (path) => {
  const form = await saveForm();
  const built = '//# hint\nconst servedBy = "{leadwire}";';
  const fetchBuilt = async (input: RequestInfo | URL) => {
    const asked = new URL(input instanceof Request ? input.url : input);
    return asked.pathname.startsWith('/widget-0') ? new Response(built) : env.ASSETS.fetch(asked.href);
  };
  const response = await ask(path.endsWith('=') ? path + form : path, {}, { ASSETS: { fetch: fetchBuilt } as never });
  const script = await response.text();
  expect(script).toContain('const servedBy = "https://leads.example.com";');
  expect(script).not.toContain('{leadwire}');
});
