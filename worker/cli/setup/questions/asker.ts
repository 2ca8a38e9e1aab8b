import { SetupFault } from '../fault.ts';

export interface Question {
  message: string;
  /** Where the answer is found. */
  help?: string | undefined;
  /** The value of a flag or variable. If it is set, the question is skipped. */
  given?: string | undefined;
  /** How to give the answer without being asked. */
  flag: string;
  /** The answer when a person presses Enter, or when there is no terminal. */
  initial?: string | undefined;
  /** @returns what is wrong with an answer. */
  check?: (answer: string) => string | undefined;
}

export interface Choice extends Question {
  options: { value: string; label: string }[];
}

/** Whoever answers: a person in a terminal, or flags and variables. */
export interface Asker {
  readonly isPerson: boolean;
  text(question: Question): Promise<string>;
  /** What is typed does not show. */
  secret(question: Question): Promise<string>;
  choose(choice: Choice): Promise<string>;
  /** `given` is the answer when there is no terminal. */
  confirm(message: string, given: boolean): Promise<boolean>;
  title(text: string): void;
  say(text: string): void;
  warn(text: string): void;
  note(title: string, text: string): void;
  /** Shows that something is going on. */
  during<T>(message: string, work: () => Promise<T>): Promise<T>;
  end(text: string): void;
}

/** @returns the answer that was given beforehand, if there is one. */
export function takeGiven({ given, flag, check }: Question): string | undefined {
  if (given === undefined) return undefined;
  const fault = check?.(given);
  if (fault !== undefined) throw new SetupFault(fault, `Correct ${flag}.`);
  return given;
}
