/** Phone numbers with a country's dial code. */
import { createPhone, createPhoneHelp, phoneCss } from '../fields/phone.ts';
import type { Part } from '../kit.ts';

const part: Part = (host, kit) => ({
  css: phoneCss,
  kinds: { phone: createPhone(kit) },
  ...createPhoneHelp(host, kit),
});
export default part;
