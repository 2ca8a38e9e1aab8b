/** Compares `npm audit --json` with the findings that somebody has reviewed. */
import * as v from 'valibot';

const advisory = v.object({ url: v.string(), title: v.string(), severity: v.string() });
const reportSchema = v.object({
  auditReportVersion: v.literal(2),
  vulnerabilities: v.record(
    v.string(),
    // A string names another package of the report, which has the advisory.
    v.object({ via: v.array(v.union([v.string(), advisory])) }),
  ),
});

export type Audit =
  | { kind: 'clean'; excepted: number }
  /** The registry has no such endpoint, or could not be reached. */
  | { kind: 'unanswered'; why: string }
  | { kind: 'found'; lines: string[] };

/** @param exceptions why a finding is harmless here, by the URL of its advisory. */
export function readAudit(json: string, exceptions: Readonly<Record<string, string>>): Audit {
  const report = v.safeParse(reportSchema, parse(json));
  if (!report.success) return { kind: 'unanswered', why: readWhy(parse(json)) };
  const found = new Map<string, string>();
  let excepted = 0;
  for (const [name, { via }] of Object.entries(report.output.vulnerabilities)) {
    for (const each of via) {
      if (typeof each === 'string' || found.has(each.url)) continue;
      if (Object.hasOwn(exceptions, each.url)) excepted += 1;
      else found.set(each.url, `${name}: ${each.title} (${each.severity}, ${each.url})`);
    }
  }
  return found.size > 0 ? { kind: 'found', lines: [...found.values()] } : { kind: 'clean', excepted };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

function readWhy(answer: unknown): string {
  const said = v.safeParse(v.object({ message: v.string() }), answer);
  return said.success ? (said.output.message.split(' - ')[0] ?? '') : 'no report';
}
