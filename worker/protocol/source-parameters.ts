/** Parameters of an address that say where the visitor came from: campaign tags and the Worker's click ids. */
export const SOURCE =
  /^(utm_\w+|[gdy]clid|[gw]braid|gad_source|msclkid|fbclid|igshid|ttclid|twclid|li_fat_id|rdt_cid|sccid|epik|qclid|tblci|obclid|irclickid|mc_eid|_hsenc)$/;
