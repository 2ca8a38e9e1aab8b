import { SetupFault } from '../fault.ts';

export interface Question {
  message: string;
  /** Where to find the answer. */
  help?: string | undefined;
  /** The value of a flag or variable. If it is set, the question is skipped. */
  given?: string | undefined;
  /** How to answer in advance. */
  flag: string;
  /** The answer if a person presses Enter, or without a terminal. */
  initial?: string | undefined;
  /** @returns what is wrong with an answer. */
  check?: (answer: string) => string | undefined;
}

export interface Choice extends Question {
  options: { value: string; label: string }[];
}

/** The source of answers: a person in a terminal, or flags and variables. */
export interface Asker {
  readonly isPerson: boolean;
  text(question: Question): Promise<string>;
  /** Hides what is typed. */
  secret(question: Question): Promise<string>;
  choose(choice: Choice): Promise<string>;
  /** `given` is the answer without a terminal. */
  confirm(message: string, given: boolean): Promise<boolean>;
  title(text: string): void;
  say(text: string): void;
  warn(text: string): void;
  note(title: string, text: string): void;
  /** Shows progress. */
  during<T>(message: string, work: () => Promise<T>): Promise<T>;
  end(text: string): void;
}

/** @returns the answer that was given in advance, if there is one. */
export function takeGiven({ given, flag, check }: Question): string | undefined {
  if (given === undefined) return undefined;
  const fault = check?.(given);
  if (fault !== undefined) throw new SetupFault(fault, `Correct ${flag}.`);
  return given;
}
