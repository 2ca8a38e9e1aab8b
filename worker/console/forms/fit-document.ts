/** Fits a form's configuration to another campaign. Fields are matched by name. Pure. */
import type { CampaignFacts } from '../../account-api.ts';
import { removeFields } from '../../forms/configuration/remove-fields.ts';
import type { Preview } from '../api-answers.ts';
import type { Document } from '../document.ts';
import { fieldsOf, findInferred } from '../editor/draft.ts';

export interface Copied {
  document: Document;
  /** The differences from the original, each as a sentence. */
  differences: string[];
}

/**
 * @param document the original, with the account, campaign and form of the copy.
 * @param preview the form with Convertr's list of fields.
 */
export function fitDocument(
  document: Document,
  { drift, inferred }: Pick<Preview, 'drift' | 'inferred'>,
  { links }: Pick<CampaignFacts, 'links'>,
): Copied {
  const { added = [] } = drift ?? {};
  const before = fieldsOf(document);
  const isUnlisted = (name: string) => drift !== null && !findInferred(inferred, name);
  // An inferred consent without a text would ask for nothing.
  const bare = before.filter((field) => isUnlisted(field.name) && Object.keys(field).length === 1);
  const missing = [...new Set([...(drift?.missing ?? []), ...bare.map(({ name }) => name)])];
  const fields = removeFields(before, missing);
  const freed = fields.filter(
    ({ name, showIf }) => !showIf && before.some((each) => each.name === name && each.showIf),
  );
  const channels = Object.entries((document.channels ?? {}) as Record<string, number>);
  const kept = channels.filter(([, id]) => links.some((link) => link.id === id));
  const { channels: _, fields: __, ...rest } = document;
  const [required, optional] = [true, false].map((isRequired) =>
    added.filter((name) => (findInferred(inferred, name)?.required ?? false) === isRequired),
  );
  return {
    document: {
      ...rest,
      ...(before.length > 0 ? { fields } : {}),
      ...(kept.length > 0 ? { channels: Object.fromEntries(kept) } : {}),
    },
    differences: [
      ...tell(missing, 'Left out, because the campaign has no such field:'),
      ...tell(
        freed.map(({ name }) => name),
        'Always shown, because the field that it depended on is left out:',
      ),
      ...tell(
        // All other fields that the campaign lacks are left out.
        fields.map(({ name }) => name).filter(isUnlisted),
        'Shown and stored, but not sent, because the campaign has no such field:',
      ),
      ...tell(required, 'New and required, without settings yet:'),
      ...tell(optional, 'New and optional, without settings yet:'),
      ...tell(
        channels.filter((each) => !kept.includes(each)).map(([channel]) => channel),
        'Without its tracking link, which belongs to the other campaign:',
      ),
    ],
  };
}

const tell = (names: string[] = [], words: string): string[] =>
  names.length > 0 ? [`${words} ${names.join(', ')}.`] : [];
