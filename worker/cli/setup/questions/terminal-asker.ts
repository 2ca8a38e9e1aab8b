import type { Readable, Writable } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import * as clack from '@clack/prompts';
import { Cancelled } from '../fault.ts';
import { type Asker, type Question, takeGiven } from './asker.ts';

interface Streams {
  input?: Readable;
  output?: Writable;
}

/** Asks a person. */
export function createTerminalAsker(streams: Streams = {}): Asker {
  const { output = process.stdout } = streams;
  const settle = <T>(answer: T | typeof clack.CANCEL_SYMBOL): T => {
    if (clack.isCancel(answer)) throw new Cancelled();
    return answer as T;
  };
  const shown = ({ message, help }: Question) => (help ? `${message}\n${help}` : message);
  const checked = ({ check, initial = '' }: Question) => ({
    validate: (answer: string | undefined) => check?.(clean(answer) || initial),
  });

  return {
    isPerson: true,
    async text(question) {
      const { initial = '' } = question;
      const ask = () =>
        clack.text({
          ...streams,
          message: shown(question),
          placeholder: initial,
          defaultValue: initial,
          ...checked(question),
        });
      return takeGiven(question) ?? (clean(settle(await ask())) || initial);
    },
    async secret(question) {
      const ask = () =>
        clack.password({ ...streams, message: shown(question), validate: (answer) => question.check?.(answer ?? '') });
      return takeGiven(question) ?? settle(await ask());
    },
    async choose(choice) {
      const { options, initial = '' } = choice;
      const ask = () => clack.select({ ...streams, message: shown(choice), options, initialValue: initial });
      return takeGiven(choice) ?? settle(await ask());
    },
    confirm: async (message, initialValue) => settle(await clack.confirm({ ...streams, message, initialValue })),
    title: (text) => clack.intro(text, streams),
    say: (text) => clack.log.info(text, streams),
    warn: (text) => clack.log.warn(text, streams),
    note(title, text) {
      clack.log.step(title, streams);
      // Without a frame, which would be copied, too.
      output.write(`
${text}

`);
    },
    async during(message, work) {
      const spinner = clack.spinner({ ...streams, indicator: 'timer' });
      spinner.start(message);
      try {
        const result = await work();
        spinner.stop(message);
        return result;
      } catch (error) {
        spinner.error(message);
        throw error;
      }
    },
    end: (text) => clack.outro(text, streams),
  };
}

/** Pasted text may contain spaces and control characters. */
const clean = (answer: string | undefined): string => stripVTControlCharacters(answer ?? '').trim();
