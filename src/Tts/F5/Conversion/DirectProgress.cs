namespace IShowTts.Tts.F5.Conversion;

/// <summary>Progress told at once on the reporting thread; <see cref="Progress{T}"/> would queue it elsewhere and out of order.</summary>
/// <param name="tell">Gets each report.</param>
internal sealed class DirectProgress<T>(Action<T> tell) : IProgress<T>
{
    /// <inheritdoc />
    public void Report(T value) => tell(value);
}
