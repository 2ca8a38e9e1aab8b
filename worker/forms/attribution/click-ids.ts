/** Parameters that advertising platforms add to a link, and the channel of each. */
const CLICK_IDS: Record<string, string> = {
  gclid: 'Paid Search',
  gbraid: 'Paid Search',
  wbraid: 'Paid Search',
  msclkid: 'Paid Search',
  yclid: 'Paid Search',
  dclid: 'Display',
  fbclid: 'Organic Social',
  igshid: 'Organic Social',
  ttclid: 'Paid Social',
  twclid: 'Paid Social',
  li_fat_id: 'Paid Social',
  rdt_cid: 'Paid Social',
  sccid: 'Paid Social',
  epik: 'Paid Social',
  qclid: 'Paid Other',
  tblci: 'Display',
  obclid: 'Display',
  irclickid: 'Affiliates',
  mc_eid: 'Email',
  _hsenc: 'Email',
};

export const CLICK_ID_NAMES: readonly string[] = Object.keys(CLICK_IDS);

/** The first click id of a page. `fbclid` proves no payment: Meta adds it to every outgoing link. */
export function findClickId(sources: Record<string, string>): { name: string; channel: string } | undefined {
  for (const [name, channel] of Object.entries(CLICK_IDS)) {
    if (sources[name]) return { name, channel };
  }
  return undefined;
}
