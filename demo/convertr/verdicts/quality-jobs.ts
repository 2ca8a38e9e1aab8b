import type { Answers } from '../state/model.ts';

interface Circumstances {
  /** The campaign already has a lead with this email address. */
  duplicate: boolean;
  /** Another lead came from the same address within 30 s. */
  rapid: boolean;
}

/**
 * The campaign's quality jobs, which run after the 201 [doc]: the texts of those that a lead fails. Only the format of
 * the first text is [seen]. The others follow it.
 */
export function findFailedJobs(answers: Answers, { duplicate, rapid }: Circumstances): string[] {
  const failed: string[] = [];
  const first = getText(answers, 'form[firstName]');
  const last = getText(answers, 'form[lastName]');
  if (duplicate) failed.push('Duplicate value found for field - email (email)');
  // Part of a longer word is not a placeholder: "latest" passes.
  const placeholder = Object.entries(answers).find(([, answer]) => /(?<!\p{L})test(?!\p{L})/iu.test(String(answer)));
  if (placeholder) failed.push(`Test data found for field - ${describe(placeholder[0])}`);
  if (first !== '' && first.toLowerCase() === last.toLowerCase()) {
    failed.push('First name and last name are the same - firstName (firstName)');
  }
  // Only for names, because "www" in a website and "000" in a number are not gibberish.
  for (const name of ['form[firstName]', 'form[lastName]']) {
    if (/(\p{L})\1\1/iu.test(getText(answers, name))) {
      failed.push(`Repeated characters found for field - ${describe(name)}`);
    }
  }
  if (/^aa1 ?1aa$/i.test(getText(answers, 'form[lookup][postcode]'))) {
    failed.push('Invalid postcode found for field - postcode (postcode)');
  }
  for (const [name, answer] of Object.entries(answers)) {
    if (/phone\]$/i.test(name) && answer !== '' && !isPlausiblePhone(String(answer))) {
      failed.push(`Invalid phone number found for field - ${describe(name)}`);
    }
  }
  if (rapid) failed.push('Rapid Post: another lead came from this IP address within 30 seconds');
  return failed;
}

/** "(+44)07123456789" is the format that the vendor recommends [doc]. Others are accepted if they could be dialled. */
function isPlausiblePhone(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  const onlyPhone = /^[+\d\s().\-/]+$/.test(text);
  return onlyPhone && digits.length >= 7 && digits.length <= 17 && !/^(\d)\1+$/.test(digits);
}

function getText(answers: Answers, name: string): string {
  const answer = answers[name];
  return typeof answer === 'string' ? answer.trim() : '';
}

/** `form[lookup][postcode]` → `postcode (postcode)`, as in the texts seen. */
function describe(name: string): string {
  const part = [...name.matchAll(/\[([^\]]+)\]/g)].at(-1)?.[1] ?? name;
  return `${part} (${part})`;
}
