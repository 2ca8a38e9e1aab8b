const warned = new Set<string>();

/** Says once what is wrong with the page's markup and how to mend it; the widget goes on without it. */
export function warn(text: string): void {
  if (!warned.has(text)) console.warn(`[lead-form] ${text}`);
  warned.add(text);
}
