namespace IShowTts.Benchmarks;

/// <summary>Kinds of lines that are measured.</summary>
public enum ChatLineKind
{
    Plain,
    Emotes,
    Cheer,
    Resub,
}
