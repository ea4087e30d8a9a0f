namespace IShowTts.Worker.Filtering;

/// <summary>Section <c>Filters:Scripts</c>.</summary>
internal sealed class ScriptOptions
{
    /// <summary>Scripts the voices can read, for example <c>Latin</c>; a message written mostly in others is not spoken. Empty: all.</summary>
    public List<string> Readable { get; set; } = [];
}
