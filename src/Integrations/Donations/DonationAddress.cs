namespace IShowTts.Integrations.Donations;

/// <summary>Puts addresses together from an option and what belongs behind it.</summary>
internal static class DonationAddress
{
    /// <summary>An address with a path behind it.</summary>
    /// <param name="root">From the options, with or without a slash at its end.</param>
    /// <param name="path">Without a slash at its start; may begin with a query.</param>
    public static Uri Of(string root, string path) => new($"{root.TrimEnd('/')}/{path}");
}
