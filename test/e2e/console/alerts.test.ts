import { expect, test } from 'vitest';
import { servePage, waitForText } from '../../support/console.ts';
import { browser, leadwire, open, page, useDesk } from '../desk.ts';

useDesk({ isSignedIn: true });

const save = (origins: string[]) =>
  leadwire.admin('forms/misplaced', {
    method: 'PUT',
    body: JSON.stringify({ enterprise: 'acme', campaignId: 1234, formId: 35, origins }),
  });
const causes = async () => {
  const account = (await (await leadwire.admin('accounts/acme')).json()) as { alerts: { cause: string }[] };
  return account.alerts.map(({ cause }) => cause);
};

test('the overview shows a page that may not show the form after enough visits, until it is allowed', async () => {
  const { url, server } = await servePage(
    `<script async src="${leadwire.workerUrl}/widget.js" data-form="misplaced"></script>`,
  );
  expect((await save([])).status).toBe(201);
  const visitor = await browser.newPage();
  // Later visits of the same minute are reported in growing groups.
  for (let visits = 0; visits < 200 && !(await causes()).includes('origin_refused:misplaced'); visits++) {
    await visitor.goto(url);
    await visitor.waitForSelector('lead-form >>> [part="notice"]');
  }
  await open('');
  await waitForText(page, '.account', new RegExp(`Visitors see no form on sites .*misplaced \\(${url}\\)`));
  expect((await save([url])).status).toBe(200);
  expect(await causes()).not.toContain('origin_refused:misplaced');
  await visitor.close();
  server.close();
});
