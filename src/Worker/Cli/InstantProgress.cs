namespace IShowTts.Worker.Cli;

/// <summary>Progress told at once on the reporting thread; <see cref="Progress{T}"/> would queue it and tell it out of order.</summary>
/// <param name="tell">Gets each report.</param>
internal sealed class InstantProgress<T>(Action<T> tell) : IProgress<T>
{
    /// <inheritdoc />
    public void Report(T value) => tell(value);
}
