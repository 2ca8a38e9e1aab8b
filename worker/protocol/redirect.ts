type Known = Partial<Record<'submission' | 'leadId', string | number>>;

/** Where a visitor goes after the thanks, with `{submission}` and `{leadId}` filled in: blank while nobody knows them. */
export const fillRedirect = (url: string, known: Known): string =>
  url.replace(/\{(submission|leadId)\}/g, (_, name: keyof Known) => encodeURIComponent(known[name] ?? ''));
