import { describe, expect, test } from 'vitest';
import { readAudit } from '../support/audit.ts';

const advisory = (id: string) => ({
  source: 1,
  name: 'left',
  title: 'It runs what it reads',
  url: `https://github.com/advisories/${id}`,
  severity: 'high',
  range: '<2',
});
const report = (vulnerabilities: object) => JSON.stringify({ auditReportVersion: 2, vulnerabilities, metadata: {} });

describe('a report of npm audit', () => {
  test('without findings is clean', () => {
    expect(readAudit(report({}), {})).toEqual({ kind: 'clean', excepted: 0 });
  });

  test('names each hole once, by the package that has it', () => {
    const json = report({ left: { via: [advisory('GHSA-1')] }, right: { via: ['left', advisory('GHSA-1')] } });
    expect(readAudit(json, {})).toEqual({
      kind: 'found',
      lines: ['left: It runs what it reads (high, https://github.com/advisories/GHSA-1)'],
    });
  });

  test('is clean when each finding is an exception, and only then', () => {
    const exceptions = { 'https://github.com/advisories/GHSA-1': 'Never runs on what others write.' };
    expect(readAudit(report({ left: { via: [advisory('GHSA-1')] } }), exceptions)).toEqual({
      kind: 'clean',
      excepted: 1,
    });
    const both = report({ left: { via: [advisory('GHSA-1'), advisory('GHSA-2')] } });
    expect(readAudit(both, exceptions)).toMatchObject({ kind: 'found', lines: [expect.stringContaining('GHSA-2')] });
  });

  test.each([
    [
      '405 Method Not Allowed',
      '{"message":"405 Method Not Allowed - POST https://registry.example/audit","statusCode":405}',
    ],
    ['no report', ''],
    ['no report', '{"error":{"code":"ENOLOCK"}}'],
  ])('that is none is no good news: %s', (why, json) => {
    expect(readAudit(json, {})).toEqual({ kind: 'unanswered', why });
  });
});
