/** Phone numbers with a country's dial code. */
import { createPhone, phoneCss } from '../fields/phone.ts';
import type { Part } from '../kit.ts';

const part: Part = (_host, kit) => ({ css: phoneCss, kinds: { phone: createPhone(kit) } });
export default part;
