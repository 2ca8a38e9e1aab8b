import { randomUUID } from 'node:crypto';

/** Words that are in every visitor's answers and must not be readable anywhere but at Convertr. */
export const CANARIES = ['Kanarienvogel', 'kanarien.example'];

export interface Visitor {
  submission: string;
  email: string;
  /** When the first answer came that promises delivery. */
  acknowledged?: number;
  answer?: { status: number; body: Record<string, unknown> };
  tries: number;
}

export interface Crowd {
  visitors: Visitor[];
  /** Everything that was not a promise, for the scan. */
  problems: string[];
  /** Settles when all have an answer, or have given up. */
  done: Promise<void>;
}

const GIVE_UP_MS = 180_000;

/** Lets `count` visitors submit, a few at once, each under its own id until it has an answer, as the widget does. */
export function startCrowd(workerUrl: string, form: string, count: number, atOnce = 8): Crowd {
  const visitors: Visitor[] = Array.from({ length: count }, (_, index) => ({
    submission: randomUUID(),
    email: `v${index}.${randomUUID().slice(0, 8)}@${CANARIES[1]}`,
    tries: 0,
  }));
  const problems: string[] = [];
  const line = visitors.entries();
  const work = async () => {
    for (const [index, visitor] of line) await submit(workerUrl, form, visitor, index, problems);
  };
  return { visitors, problems, done: Promise.all(Array.from({ length: atOnce }, work)).then(() => undefined) };
}

async function submit(workerUrl: string, form: string, visitor: Visitor, index: number, problems: string[]) {
  const body = new URLSearchParams({
    'form[firstName]': CANARIES[0] ?? '',
    'form[lastName]': `Nr ${index}`,
    'form[email]': visitor.email,
    submission: visitor.submission,
  });
  const headers = {
    accept: 'application/json',
    'content-type': 'application/x-www-form-urlencoded',
    origin: workerUrl,
    // Each from its own address, because limits are counted by address.
    'cf-connecting-ip': `10.${(index >> 16) & 255}.${(index >> 8) & 255}.${index & 255}`,
  };
  const deadline = Date.now() + GIVE_UP_MS;
  while (Date.now() < deadline) {
    visitor.tries += 1;
    try {
      const url = `${workerUrl}/v1/forms/${form}/leads`;
      const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(15_000) });
      const text = await response.text();
      if (response.ok) {
        visitor.acknowledged = Date.now();
        visitor.answer = { status: response.status, body: JSON.parse(text) };
        return;
      }
      problems.push(text);
      // The Worker itself is being restarted when the answer is not its own.
      if (response.status < 500 && response.status !== 429) return;
    } catch {
      // No answer: the same again, under the same id.
    }
    await new Promise((resolve) => setTimeout(resolve, 300 + Math.random() * 300));
  }
}
