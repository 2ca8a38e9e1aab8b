import { describe, expect, test } from 'vitest';
import { allowsForm, listCspLines, TRUSTED_TYPES_LINE } from '../../../worker/forms/csp.ts';

const OWN = 'https://leads.example.com';

describe('a page’s policy', () => {
  test.each([
    ["frame-ancestors 'none'"],
    [[...listCspLines(OWN), TRUSTED_TYPES_LINE].join('; ')],
    [`default-src 'none'; script-src ${OWN}/widget.js; connect-src leads.example.com`],
    ["script-src 'nonce-abc' 'strict-dynamic'; connect-src https:"],
    ['default-src *.example.com'],
    ['DEFAULT-SRC *; default-src none'],
    ['script-src leads.example.com:*; connect-src *'],
    ["require-trusted-types-for 'script'"],
    [`require-trusted-types-for 'script'; ${TRUSTED_TYPES_LINE}`],
  ])('lets the form in: %s', (policy) => {
    expect(allowsForm(policy, OWN)).toBe(true);
  });

  test.each([
    ["default-src 'self'"],
    [`script-src ${OWN}; connect-src 'self'`],
    [`script-src 'self'; connect-src ${OWN}`],
    [`script-src https://leads.example.com.evil.example; connect-src ${OWN}`],
    [`default-src ${OWN}, default-src 'self'`],
    [`script-src-elem 'self'; script-src ${OWN}`],
    ['default-src *.leads.example.com'],
    ["require-trusted-types-for 'script'; trusted-types dompurify"],
  ])('keeps it out: %s', (policy) => {
    expect(allowsForm(policy, OWN)).toBe(false);
  });

  test('needs Turnstile’s host only if the form uses it', () => {
    expect(listCspLines(OWN).join()).not.toContain('cloudflare');
    expect(listCspLines(OWN, true)).toContain('frame-src https://challenges.cloudflare.com');
  });
});
