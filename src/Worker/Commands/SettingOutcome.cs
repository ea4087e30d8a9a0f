namespace IShowTts.Worker.Commands;

/// <summary>What became of a change of a viewer's settings.</summary>
internal enum SettingOutcome
{
    /// <summary>It holds, also after a restart.</summary>
    Saved,

    /// <summary>It was so before.</summary>
    Unchanged,

    /// <summary>It holds until the worker stops; the file cannot be written.</summary>
    NotSaved,

    /// <summary>There are too many viewers in the list.</summary>
    Full,
}
