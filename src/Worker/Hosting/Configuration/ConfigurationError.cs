namespace IShowTts.Worker.Hosting.Configuration;

/// <summary>One thing that is wrong in the configuration.</summary>
/// <param name="Origin">Where it was set: the file's path, an environment variable's name, or <c>command line</c>; empty for a rule across keys.</param>
/// <param name="Key">The key with colons, for example <c>Queue:Capacity</c>; empty when it is the file as a whole.</param>
/// <param name="Message">What is wrong and what to do.</param>
internal sealed record ConfigurationError(string Origin, string Key, string Message)
{
    /// <inheritdoc/>
    public override string ToString()
    {
        var place = (Origin, Key) switch
        {
            ("", "") => "",
            ("", _) => $"{Key}: ",
            (_, "") => $"{Origin}: ",
            _ => $"{Origin}: {Key}: ",
        };
        return place + Message;
    }
}
