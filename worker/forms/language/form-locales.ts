/** The languages of a form's texts, also while its configuration is edited. Pure. */

type Configuration = Readonly<Record<string, unknown>>;

export const isMap = <T>(text: T | Record<string, T> | undefined): text is Record<string, T> =>
  typeof text === 'object' && text !== null && !Array.isArray(text);

/** Every text of a document that can be translated. */
export function listTexts(document: Configuration): unknown[] {
  const { title, submitLabel, closedMessage } = document;
  const success = document.success as { message?: unknown } | undefined;
  const steps = (document.steps as unknown[] | undefined) ?? [];
  const fields = (document.fields as (Record<string, unknown> & { options?: unknown[] })[] | undefined) ?? [];
  const ofFields = fields.flatMap((field) => {
    const { label, text, help, placeholder, options = [] } = field;
    return [label, text, help, placeholder, ...options.map((option) => (option as { label?: unknown })?.label)];
  });
  return [title, submitLabel, success?.message, closedMessage, ...steps, ...ofFields].filter(
    (text) => text !== undefined && text !== '',
  );
}

/** Every language of a document's texts, its own first. */
export function findLocales(document: Configuration): string[] {
  const own = typeof document.locale === 'string' ? [document.locale] : [];
  const used = listTexts(document).flatMap((text) => (isMap(text) ? Object.keys(text) : []));
  return [...new Set([...own, ...used])];
}

/** The languages to edit it in. */
export function listLocales(document: Configuration): string[] {
  const found = findLocales(document);
  return found.length > 0 ? found : ['en'];
}
