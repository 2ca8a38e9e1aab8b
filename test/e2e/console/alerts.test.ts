import { expect, test } from 'vitest';
import { servePage, waitForText } from '../../support/console.ts';
import { browser, leadwire, open, page, useDesk } from '../desk.ts';

useDesk({ isSignedIn: true });

const causes = async () => {
  const account = (await (await leadwire.admin('accounts/acme')).json()) as { alerts: { cause: string }[] };
  return account.alerts.map(({ cause }) => cause);
};

test('the overview shows a page that may not show the form after enough visits, until it is allowed', async () => {
  const { url, server } = await servePage(
    `<script async src="${leadwire.workerUrl}/widget.js" data-form="misplaced"></script>`,
  );
  await leadwire.saveForm('misplaced');
  const visitor = await browser.newPage();
  // Later visits of the same minute are reported in growing groups.
  for (let visits = 0; visits < 200 && !(await causes()).includes('origin_refused:misplaced'); visits++) {
    await visitor.goto(url);
    await visitor.waitForSelector('lead-form >>> [part="notice"]');
  }
  await open('');
  await waitForText(page, '.account', new RegExp(`Visitors see no form on sites .*misplaced \\(${url}\\)`));
  await leadwire.saveForm('misplaced', { origins: [url] });
  expect(await causes()).not.toContain('origin_refused:misplaced');
  await visitor.close();
  server.close();
});
