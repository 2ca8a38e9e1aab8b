/** Phone numbers with a country's dial code. */
import type { FeatureFactory } from '../../feature.ts';
import { createPhone, createPhoneHelp, phoneCss } from './phone.ts';

const phone: FeatureFactory = (host, core) => ({
  css: phoneCss,
  kinds: { phone: createPhone(core) },
  ...createPhoneHelp(host, core),
});
export default phone;
