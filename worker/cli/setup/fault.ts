/** What went wrong, and what a person does next. */
export class SetupFault extends Error {
  readonly next: string;

  constructor(what: string, next: string) {
    super(what);
    this.name = 'SetupFault';
    this.next = next;
  }
}

/** Nothing is known to be wrong: something could not be asked. */
export class Unreachable extends SetupFault {}

/** A person has ended it, at a question or by Ctrl-C. */
export class Cancelled extends Error {}
