/** Commands to the browser from outside the page, and which browser it is. */
import { executeServerCommand } from '@web/test-runner-commands';

export const isChromium = navigator.userAgent.includes('Chrome/');

/** For what only Chromium can be asked to do or to tell. */
export const testInChromium = isChromium ? test : test.skip;

const isWebKit = !isChromium && navigator.userAgent.includes('AppleWebKit');

/** For what WebKit does not allow, or does differently. */
export const testOutsideWebKit = isWebKit ? test.skip : test;

/** What assistive technology gets for one node. */
export interface Told {
  role: string;
  name: string;
  description: string;
  required?: boolean;
  invalid?: string;
  checked?: string;
}

async function ask<Answer>(command: string, payload?: unknown): Promise<Answer> {
  const { result } = await executeServerCommand<{ result: Answer }, unknown>(command, payload);
  return result;
}

export const emulate = (features: Record<string, string>, media = ''): Promise<boolean> =>
  ask('emulate-media-of', { media, features: Object.entries(features).map(([name, value]) => ({ name, value })) });

export const haveFocus = async (): Promise<void> => {
  if (isChromium) await ask('have-focus');
};

export const readTree = (): Promise<Told[]> => ask('read-tree');

export const leaveAndReturn = (visit: {
  url: string;
  /** Name and text of the field that is filled before leaving; the others follow after. */
  first: [string, string];
  rest: [string, string][];
}): Promise<{ value: string; persisted: string; thanked: boolean }> => ask('leave-and-return', visit);
