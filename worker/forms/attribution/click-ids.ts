/** The channel of each click id. */
import { CLICK_IDS } from '../../protocol/source-parameters.ts';

const CHANNELS: Record<(typeof CLICK_IDS)[number], string> = {
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

export const CLICK_ID_NAMES: readonly string[] = CLICK_IDS;

/** The click ids among a visit's parameters. Undefined: it has none. */
export function pickClickIds(parameters: Record<string, string>): Record<string, string> | undefined {
  const found = Object.entries(parameters).filter(([name]) => CLICK_ID_NAMES.includes(name));
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}

/** The first click id of a page. `fbclid` proves no payment: Meta adds it to every outgoing link. */
export function findClickId(sources: Record<string, string>): { name: string; channel: string } | undefined {
  const name = CLICK_IDS.find((id) => sources[id]);
  return name && { name, channel: CHANNELS[name] };
}
