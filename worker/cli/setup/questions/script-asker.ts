import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { SetupFault } from '../fault.ts';
import { type Asker, type Question, takeGiven } from './asker.ts';

/** Uses flags, variables and lines of `input` as answers, and prints one line each. */
export function createScriptAsker(input: Readable, print: (line: string) => void): Asker {
  let lines: AsyncIterator<string> | undefined;
  const readLine = async (): Promise<string | undefined> => {
    lines ??= createInterface({ input })[Symbol.asyncIterator]();
    const next = await lines.next();
    return next.done ? undefined : next.value;
  };
  const settle = (question: Question): string => {
    const answer = takeGiven(question) ?? question.initial;
    if (answer === undefined) throw new SetupFault(`${question.message} is not given.`, `Set ${question.flag}.`);
    return answer;
  };

  return {
    isPerson: false,
    text: async (question) => settle(question),
    choose: async (choice) => settle(choice),
    async secret(question) {
      const given = takeGiven(question);
      if (given !== undefined) return given;
      print(question.message);
      const answer = await readLine();
      if (answer === undefined)
        throw new SetupFault(`${question.message}: nothing was given.`, `Set ${question.flag}.`);
      return takeGiven({ ...question, given: answer }) ?? '';
    },
    confirm: async (_, given) => given,
    title: print,
    say: print,
    warn: (text) => print(`Mind: ${text}`),
    note: (title, text) => print(`\n${title}\n${text}\n`),
    async during(message, work) {
      print(`${message} …`);
      return work();
    },
    end: print,
  };
}
