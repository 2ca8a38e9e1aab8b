/** Parameters of a URL that show where the visitor came from. */

/** Click ids of advertising platforms and mailing tools. */
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
