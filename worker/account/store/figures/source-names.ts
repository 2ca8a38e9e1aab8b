import type { NewSubmission, Status } from '../../../account-api.ts';
import type { Row } from '../lead-row.ts';
import { type LeadSource, OTHER, SOURCE_KINDS, toLeadSource } from './lead-source.ts';

/** Anyone can invent pages and parameters, so a form has this many of each kind in a day. */
const MAX_VALUES = 1000;
/** Four kinds of a thousand values would have too many combinations. */
const MAX_COMBINATIONS = 5000;
/** Forms and days that are kept in memory. */
const MAX_DAYS = 100;

/** The number of a source without texts, which has no row. */
const NO_SOURCE = 0;

type SourceColumns = Pick<Row, 'source_id' | 'source_text'>;

interface Day {
  /** By the source's texts. */
  ids: Map<string, number>;
  values: Record<keyof LeadSource, Set<string>>;
}

/** Assigns numbers to the sources of each day and form. */
export class SourceNames {
  readonly #sql: SqlStorage;
  readonly #days = new Map<string, Day>();

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** What the row of a new lead stores about its source. A quarantined lead gets its number when it is released. */
  columnsOf(lead: { request: NewSubmission; state: Pick<Row, 'status'> }, day: string): SourceColumns {
    const source = toLeadSource(lead.request);
    return lead.state.status === 'quarantined'
      ? { source_id: NO_SOURCE, source_text: JSON.stringify(source) }
      : { source_id: this.idOf(day, lead.request.form, source), source_text: null };
  }

  /** What changes in the row of a lead that leaves quarantine. */
  release({ day, form, status, source_text }: Row, next: Status): Partial<SourceColumns> {
    if (status !== 'quarantined' || source_text === null) return {};
    const source = JSON.parse(source_text) as LeadSource;
    return { source_text: null, ...(next !== 'discarded' && { source_id: this.idOf(day, form, source) }) };
  }

  idOf(day: string, form: string, source: LeadSource): number {
    const key = toKey(source);
    if (key === BLANK_KEY) return NO_SOURCE;
    const known = this.#days.get(`${day} ${form}`) ?? this.#read(day, form);
    return known.ids.get(key) ?? this.#idOfNew(day, form, source, known);
  }

  #idOfNew(day: string, form: string, source: LeadSource, known: Day): number {
    const named = replaceEach(source, (text, kind) => {
      const values = known.values[kind];
      return values.has(text) || values.size < MAX_VALUES ? text : OTHER;
    });
    const isFull = !known.ids.has(toKey(named)) && known.ids.size >= MAX_COMBINATIONS;
    const counted = isFull ? replaceEach(source, () => OTHER) : named;
    return known.ids.get(toKey(counted)) ?? this.#add(day, form, known, counted);
  }

  /** A lead's values in reports. Undefined: none, or no longer stored. */
  find({ day, form, source_id }: Pick<Row, 'day' | 'form' | 'source_id'>): LeadSource | undefined {
    return this.#sql
      .exec<Record<keyof LeadSource, string>>(
        'SELECT page, utm_source, utm_campaign, value FROM sources WHERE day = ? AND form = ? AND id = ?',
        day,
        form,
        source_id,
      )
      .toArray()[0];
  }

  /** For a transaction that was rolled back, because its numbers are only in memory. */
  forget(): void {
    this.#days.clear();
  }

  #add(day: string, form: string, known: Day, source: LeadSource): number {
    const id = known.ids.size + 1;
    this.#sql.exec(
      'INSERT INTO sources (day, form, id, page, utm_source, utm_campaign, value) VALUES (?, ?, ?, ?, ?, ?, ?)',
      day,
      form,
      id,
      ...SOURCE_KINDS.map((kind) => source[kind]),
    );
    remember(known, source, id);
    return id;
  }

  #read(day: string, form: string): Day {
    if (this.#days.size >= MAX_DAYS) this.#days.clear();
    const known: Day = { ids: new Map(), values: createValues() };
    const rows = this.#sql.exec<{ id: number } & Record<keyof LeadSource, string>>(
      'SELECT id, page, utm_source, utm_campaign, value FROM sources WHERE day = ? AND form = ?',
      day,
      form,
    );
    for (const { id, ...source } of rows) remember(known, source, id);
    this.#days.set(`${day} ${form}`, known);
    return known;
  }
}

const createValues = (): Day['values'] => ({
  page: new Set(),
  utm_source: new Set(),
  utm_campaign: new Set(),
  value: new Set(),
});

const BLANK: LeadSource = { page: '', utm_source: '', utm_campaign: '', value: '' };

const toKey = (source: LeadSource): string => JSON.stringify(SOURCE_KINDS.map((kind) => source[kind]));

const BLANK_KEY = toKey(BLANK);

/** Blank texts stay. */
function replaceEach(source: LeadSource, replace: (text: string, kind: keyof LeadSource) => string): LeadSource {
  const entries = SOURCE_KINDS.map((kind) => [kind, source[kind] && replace(source[kind], kind)]);
  return { ...BLANK, ...Object.fromEntries(entries) };
}

function remember(known: Day, source: LeadSource, id: number): void {
  known.ids.set(toKey(source), id);
  for (const kind of SOURCE_KINDS) {
    if (source[kind] && source[kind] !== OTHER) known.values[kind].add(source[kind]);
  }
}
