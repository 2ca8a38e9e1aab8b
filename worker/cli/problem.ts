import type { SettingFault } from '../settings/repairs.ts';

interface Problem {
  type?: string;
  title?: string;
  detail?: string;
  faults?: SettingFault[];
}

/** @returns the text of a problem document. Missing settings come with the commands that set them. */
export function describeProblem(body: unknown): string | undefined {
  const { type, title, detail, faults = [] } = (body ?? {}) as Problem;
  if (type !== 'urn:leadwire:problem:misconfigured' || faults.length === 0) return detail ?? title;
  return faults.flatMap(({ message, repairs }) => [message, ...repairs.map(({ set }) => `  ${set}`)]).join('\n');
}
