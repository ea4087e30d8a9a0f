namespace IShowTts.Worker.Intake;

/// <summary>Everything else that the platform shows.</summary>
internal sealed class NoticeOptions : KindSettings
{
    /// <summary>Which notice kinds are read, for example <c>"watch-streak": true</c>. Kinds that are not listed follow <see cref="ReadOthers"/>.</summary>
    public Dictionary<string, bool> Kinds { get; set; } = [];

    /// <summary>Whether kinds that are not listed are read. Default no.</summary>
    public bool ReadOthers { get; set; }
}
