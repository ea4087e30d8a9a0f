namespace IShowTts.Integrations.Twitch;

/// <summary>Addresses of Twitch's servers as people write them.</summary>
internal static class TwitchAddress
{
    /// <summary>The address; a host alone gets the path that Twitch's own has.</summary>
    /// <param name="text">An absolute address, checked by the options' validator.</param>
    /// <param name="path">The path of Twitch's own, with a slash before it.</param>
    /// <returns>Without a slash at its end.</returns>
    public static Uri Of(string text, string path)
    {
        var address = new Uri(text);
        return address.AbsolutePath == "/" ? new Uri(address, path) : new Uri(text.TrimEnd('/'));
    }
}
