import 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the simulator listens. */
    convertrUrl: string;
  }
}
