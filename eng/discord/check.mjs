// Loads the packages of the Discord bridge as it does: node eng/discord/check.mjs MODULES. Exit 1 with the reason when one is missing, broken, of another version or made for another machine.
import { loadLibraries } from '../../src/Integrations/Discord/bridge/libraries.mjs';

try {
  loadLibraries(process.argv[2]);
} catch (error) {
  process.stderr.write(`${String(/** @type {any} */ (error)?.message ?? error).split('\n', 1)[0]}\n`);
  process.exitCode = 1;
}
