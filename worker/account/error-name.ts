/** For the log: the class of an error and no more, because its message may quote what it was about. */
export const errorName = (error: unknown): string => (error instanceof Error ? error.name : typeof error);
