/** Cloudflare's limit for the database of one object. */
const LIMIT_BYTES = 10e9;
/** The last gigabyte has room for more than a million leads, so a person has time. */
const NEARLY_FULL = 0.9;

/** What the database uses, without free pages. */
export const readDatabaseSize = ({ databaseSize }: SqlStorage) => ({ bytes: databaseSize, limit: LIMIT_BYTES });

export const isNearlyFull = ({ databaseSize }: SqlStorage): boolean => databaseSize >= LIMIT_BYTES * NEARLY_FULL;
