/** Phone numbers with a country's dial code. */

import type { Part } from '../../feature.ts';
import { createPhone, createPhoneHelp, phoneCss } from './phone.ts';

const part: Part = (host, kit) => ({
  css: phoneCss,
  kinds: { phone: createPhone(kit) },
  ...createPhoneHelp(host, kit),
});
export default part;
