namespace IShowTts.Worker.Queue;

/// <summary>Money or bits behind an utterance.</summary>
/// <param name="Value">Amount in the currency's main unit; bits or points as whole numbers.</param>
/// <param name="Currency">ISO 4217 code, or <c>bits</c>, or <c>points</c>.</param>
internal sealed record Amount(decimal Value, string Currency);
