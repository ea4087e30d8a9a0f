namespace IShowTts.Integrations.Donations;

/// <summary>A donation service does not accept our token; only a person can mend that. Its message names the key and the cure, never the token.</summary>
/// <param name="message">What to do.</param>
internal sealed class DonationRefusedException(string message) : Exception(message);
