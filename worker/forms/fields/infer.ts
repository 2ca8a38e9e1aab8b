import type { FieldType } from '../../protocol/wire.ts';
import type { LabelKey } from '../language/messages.ts';

/** What a field's name suggests. */
export interface Inferred {
  type: FieldType;
  label?: LabelKey;
  autocomplete?: string | undefined;
  inputmode?: 'text' | 'email' | 'tel' | 'url' | 'numeric' | 'decimal';
  required?: true;
  width?: 'half';
  maxlength?: number;
}

const text = (label: LabelKey, autocomplete?: string, more: Partial<Inferred> = {}): Inferred => ({
  type: 'text',
  label,
  autocomplete,
  ...more,
});

/** By the last word of a name, without case and punctuation. Synonyms share a line. */
const KNOWN: [spellings: string, Inferred][] = [
  ['title salutation prefix honorific', text('title', 'honorific-prefix')],
  ['firstname fname forename givenname first', text('first_name', 'given-name', { required: true, width: 'half' })],
  ['lastname lname surname familyname last', text('last_name', 'family-name', { required: true, width: 'half' })],
  ['name fullname contactname yourname', text('full_name', 'name', { required: true })],
  [
    'email emailaddress mail workemail businessemail youremail',
    { type: 'email', label: 'email', autocomplete: 'email', inputmode: 'email', required: true },
  ],
  [
    'telephone phone phonenumber telephonenumber mobile mobilenumber mobilephone tel cell cellphone workphone landline',
    { type: 'phone', label: 'phone', autocomplete: 'tel', inputmode: 'tel' },
  ],
  [
    'company companyname organisation organization organisationname organizationname employer business',
    text('company', 'organization'),
  ],
  ['jobtitle job position role jobrole jobposition occupation', text('job_title', 'organization-title')],
  ['department jobfunction function', text('department')],
  ['industry sector', text('industry')],
  ['companysize employees numberofemployees noofemployees organisationsize', text('company_size')],
  [
    'website url webaddress websiteurl companywebsite companyurl homepage',
    { type: 'url', label: 'website', autocomplete: 'url', inputmode: 'url' },
  ],
  ['address addressline1 address1 street streetaddress line1', text('address_line_1', 'address-line1')],
  ['addressline2 address2 line2', text('address_line_2', 'address-line2')],
  ['addressline3 address3 line3', text('address_line_3', 'address-line3')],
  ['addressline4 address4 line4', text('address_line_4')],
  ['city town posttown locality', text('city', 'address-level2')],
  ['county state region province', text('region', 'address-level1')],
  ['postcode postalcode zip zipcode', text('postcode', 'postal-code', { width: 'half' })],
  ['country countryofresidence', { type: 'country', label: 'country', autocomplete: 'country' }],
  ['dob dateofbirth birthdate birthday', { type: 'dob', label: 'dob', autocomplete: 'bday' }],
  ['sex gender', text('gender', 'sex')],
  ['comments comment message notes enquiry question', { type: 'textarea', label: 'comments', maxlength: 2000 }],
  [
    'terms termsandconditions termsaccepted acceptterms tandc tcs privacy privacypolicy gdpr gdprconsent consent',
    { type: 'consent', label: 'terms', required: true },
  ],
  [
    'optin doubleoptin marketing marketingoptin marketingconsent newsletter newsletteroptin subscribe thirdparty',
    { type: 'consent', label: 'marketing' },
  ],
  ['contacttypes contacttype contactpreferences', { type: 'checkboxes', label: 'contact_types' }],
];

const TABLE = new Map(
  KNOWN.flatMap(([spellings, inferred]) => spellings.split(' ').map((name) => [name, inferred] as const)),
);

/** A name may end in one of these: `work_email`, `uk_postcode`. Shorter words would match too much. */
const SUFFIXES = ['optin', 'email', 'phone', 'telephone', 'postcode', 'mobile', 'website'];
/** Every field below one of these is a consent: `form[optin][email]` is not an address. */
const CONSENT_GROUPS: readonly string[] = ['optin', 'optins', 'consent', 'consents'];

/** Infers a field from its Convertr name. An unknown name is a line of text, and an unknown list is several lines. */
export function inferField(name: string): Inferred {
  const inferred = inferAnswer(name);
  return name.endsWith('[]') && inferred.type === 'text' ? { ...inferred, type: 'textarea' } : inferred;
}

function inferAnswer(name: string): Inferred {
  const key = fold(lastWord(name));
  const known = TABLE.get(key);
  const isConsent = toPath(name)
    .slice(0, -1)
    .some((word) => CONSENT_GROUPS.includes(fold(word)));
  if (known?.type === 'checkboxes') return known;
  // A list has several answers, but a consent has one.
  if (name.endsWith('[]') && (isConsent || known?.type === 'consent')) return { type: 'text' };
  if (isConsent && known?.type !== 'consent') return { type: 'consent' };
  if (known) return known;
  const suffix = SUFFIXES.find((word) => key.endsWith(word));
  const near = suffix === undefined ? undefined : TABLE.get(suffix);
  if (!near) return { type: 'text' };
  const { required: _, label: __, ...hints } = near;
  return hints;
}

/** `form[industry_sector]` → "Industry sector", `form[jobTitle]` → "Job title". */
export function toLabel(name: string): string {
  const words = lastWord(name)
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1 $2')
    .split(/[\s_.-]+/)
    .filter(Boolean)
    .map((word) => (/^\p{Lu}{2,}$/u.test(word) ? word : word.toLowerCase()))
    .join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The names between the brackets: `form[lookup][postcode]` → `['lookup', 'postcode']`. */
export function toPath(name: string): string[] {
  return [...name.matchAll(/\[([^\]]*)\]/g)].map(([, word = '']) => word).filter((word) => word !== '');
}

const lastWord = (name: string): string => toPath(name).at(-1) ?? name;
const fold = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]/g, '');
