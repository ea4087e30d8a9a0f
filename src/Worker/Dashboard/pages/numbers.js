// Small arithmetic.

/**
 * The value below which a part of all values lies, by the nearest rank.
 * @param {number[]} sorted from small to large
 * @param {number} part 0 to 1
 * @returns {number | null} null when there are none
 */
export const nearestRank = (sorted, part) => sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? null;
