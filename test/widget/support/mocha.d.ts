/** The few names of the test runner's framework that the suite uses. */
declare function suite(title: string, body: () => void): void;
declare const test: {
  (title: string, body: () => void | Promise<void>): void;
  skip(title: string, body: () => void | Promise<void>): void;
};
declare function setup(body: () => void | Promise<void>): void;
declare function teardown(body: () => void | Promise<void>): void;
