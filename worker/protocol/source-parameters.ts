/** Parameters of an address that say where the visitor came from. */

/** Those that advertising platforms and mailing tools add to a click. */
export const CLICK_IDS = [
  'gclid',
  'gbraid',
  'wbraid',
  'msclkid',
  'yclid',
  'dclid',
  'fbclid',
  'igshid',
  'ttclid',
  'twclid',
  'li_fat_id',
  'rdt_cid',
  'sccid',
  'epik',
  'qclid',
  'tblci',
  'obclid',
  'irclickid',
  'mc_eid',
  '_hsenc',
] as const;

/** A campaign tag or a click id. */
export const SOURCE = new RegExp(`^(utm_\\w+|gad_source|${CLICK_IDS.join('|')})$`);
