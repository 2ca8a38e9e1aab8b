import type { Part } from './kit.ts';

/** File names by part, written in by the build: only there are the hashes known. */
declare const __PARTS__: Record<string, string>;

/**
 * Loads a lazy part from beside the script. `import()` passes a strict CSP (host source, or the script's own nonce) and
 * asks for no trusted URL.
 */
export async function loadPart(name: string, scriptUrl: string): Promise<Part> {
  // An absolute URL: a cross-origin script without CORS has no base of its own.
  const module: { default: Part } = await import(/* @vite-ignore */ new URL(__PARTS__[name] ?? '', scriptUrl).href);
  return module.default;
}
