/** What Cloudflare lets the database of one object hold. */
const LIMIT_BYTES = 10e9;
/** The last gigabyte takes more than a million leads, so a person has time. */
const NEARLY_FULL = 0.9;

/** What the database uses. Pages that are free to be used again do not count. */
export const readDatabaseSize = ({ databaseSize }: SqlStorage) => ({ bytes: databaseSize, limit: LIMIT_BYTES });

export const isNearlyFull = ({ databaseSize }: SqlStorage): boolean => databaseSize >= LIMIT_BYTES * NEARLY_FULL;
