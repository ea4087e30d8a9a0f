namespace IShowTts.Tts.F5.Text.Chinese;

/// <summary>Gives the Chinese dictionary when it is first needed. Thread safe. One installed while the worker runs is found at the next text.</summary>
public sealed class ChineseTextSource
{
    private readonly Lock _gate = new();
    private readonly IReadOnlyList<string> _folders;
    private ChineseText? _loaded;

    /// <summary>Makes one.</summary>
    /// <param name="folders">Where it may be installed; the first one that holds it counts.</param>
    internal ChineseTextSource(params IReadOnlyList<string> folders) => _folders = folders;

    /// <summary>Where the set-up (<c>./run.sh setup --chinese</c>) puts it: beside the program.</summary>
    public static string BesideProgram { get; } = Path.Combine(AppContext.BaseDirectory, "chinese");

    /// <summary>The folder that holds it; null when it is not installed.</summary>
    public string? Installed => _folders.FirstOrDefault(ChineseText.IsInstalled);

    /// <summary>The dictionary; null when none is installed. The first call that finds it loads it.</summary>
    /// <exception cref="Checkpoints.CheckpointException">It is damaged.</exception>
    internal IChineseText? Get()
    {
        lock (_gate)
        {
            return _loaded ??= Installed is { } folder ? ChineseText.Load(folder) : null;
        }
    }
}
