type Known = Partial<Record<'submission' | 'leadId', string | number>>;

/** The address of a redirect, with `{submission}` and `{leadId}` filled in, or blank if they are unknown. */
export const fillRedirect = (url: string, known: Known): string =>
  url.replace(/\{(submission|leadId)\}/g, (_, name: keyof Known) => encodeURIComponent(known[name] ?? ''));
