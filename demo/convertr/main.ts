/** Runs the simulator as a separate process: `node demo/convertr/main.ts`. */
import { startConvertr } from './http/server.ts';

const port = Number(process.env.CONVERTR_PORT || 8790);
if (!Number.isInteger(port) || port < 0 || port > 65_535)
  quit('CONVERTR_PORT is not a port. Use a number up to 65535.');

try {
  const convertr = await startConvertr({ port, stateFile: process.env.CONVERTR_STATE || undefined });
  console.log(`Convertr simulator: ${convertr.url}/`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void convertr.close().then(() => process.exit(0)));
  }
} catch (error) {
  quit(error instanceof Error ? error.message : String(error));
}

function quit(message: string): never {
  console.error(message);
  process.exit(1);
}
