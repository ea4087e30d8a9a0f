// One clock for all threads.

/** Milliseconds. */
export const now = () => Number(process.hrtime.bigint() / 1000n) / 1000;
