/** The widget's files: those of this build, and those of the builds before it. */
import type { Context } from 'hono';
import type { Env } from '../../settings/env.ts';
import type { AppEnv } from '../app-env.ts';
import { TtlCache } from '../ttl-cache.ts';

export interface Manifest {
  file: string;
  hash: string;
  features?: Record<string, { file: string }>;
}

/** A deploy changes the assets and ends the isolate. Locally, a build changes them. */
const MEMO_MS = 10_000;
const manifests = new TtlCache<Manifest>(MEMO_MS);
/** The core and the features that fields need, of this build and the previous one. */
const scripts = new TtlCache<string>(MEMO_MS, 10);

/** Builds that are known to be stored. */
const kept = new Set<string>();

export async function readManifest(c: Context<AppEnv>): Promise<Manifest | null> {
  const now = Date.now();
  const known = manifests.get('', now);
  if (known) return known;
  const response = await c.env.ASSETS.fetch(new URL('/widget.json', c.req.url));
  if (!response.ok) return null;
  const manifest = manifests.set('', await response.json<Manifest>(), now);
  if (!kept.has(manifest.hash)) c.executionCtx.waitUntil(keepBuild(c.env, manifest, c.req.url));
  return manifest;
}

export async function readScript(c: Context<AppEnv>, file: string): Promise<string> {
  const now = Date.now();
  const known = scripts.get(file, now);
  if (known !== undefined) return known;
  const response = await c.env.ASSETS.fetch(new URL(file, c.req.url));
  return scripts.set(file, await response.text(), now);
}

/** @returns the code of these lazy features, if this build has them. */
export async function readFeatures(
  c: Context<AppEnv>,
  manifest: Manifest,
  names: readonly string[],
): Promise<string[]> {
  const files = names.flatMap((name) => manifest.features?.[name]?.file ?? []);
  return Promise.all(files.map((file) => readScript(c, file)));
}

/**
 * A deploy removes the previous assets. But pages have pinned them, and for a day browsers keep an evergreen script
 * that may still request its features.
 */
async function keepBuild(env: Env, manifest: Manifest, base: string): Promise<void> {
  const files = [...Object.values(manifest.features ?? {}), manifest].map(({ file }) => file);
  try {
    // The core is written last, so once it is there, all files are.
    if ((await env.CACHE.get(toKey(manifest.file), 'stream')) === null) {
      for (const file of files) {
        const asset = await env.ASSETS.fetch(new URL(file, base));
        if (asset.ok) await env.CACHE.put(toKey(file), await asset.arrayBuffer());
      }
    }
    kept.add(manifest.hash);
  } catch {
    // The next isolate tries again.
  }
}

export const isHashed = (path: string): boolean => /^\/widget(-[a-z-]+)?-[0-9a-f]{12}\.js$/.test(path);

/** A file of an earlier build, unchanged. */
export const findKept = (env: Env, path: string): Promise<ArrayBuffer | null> =>
  env.CACHE.get(toKey(path), 'arrayBuffer').catch(() => null);

const toKey = (file: string): string => `widget:${file.slice(1)}`;
