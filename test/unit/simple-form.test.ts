import { expect, test } from 'vitest';
import { readDefinition } from '../bench/worker/definition.ts';

/** JSON as it is sent, which a formatter must not touch. `vitest -u` rewrites it. */
const WEIGHED = '../bench/page/simple-form.txt';

test('the definition that `npm run size` weighs is the one that the Worker makes', async () => {
  await expect(JSON.stringify(readDefinition())).toMatchFileSnapshot(WEIGHED);
});
