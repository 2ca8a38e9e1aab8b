/** Entry of the console. */
import './console.ts';
import { startRouter } from './router.ts';

startRouter();
