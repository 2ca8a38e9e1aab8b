/** What went wrong, and what a person should do next. */
export class SetupFault extends Error {
  readonly next: string;

  constructor(what: string, next: string) {
    super(what);
    this.name = 'SetupFault';
    this.next = next;
  }
}

/** Nothing is known to be wrong, but something could not be checked. */
export class Unreachable extends SetupFault {}

/** A person has ended it, at a question or with Ctrl-C. */
export class Cancelled extends Error {}
