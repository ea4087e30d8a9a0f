namespace IShowTts.Tts.Synthesis;

/// <summary>Why something cannot be spoken. <see cref="Exception.Message"/> is for people and names the cure.</summary>
public sealed class SynthesisException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="code">Short stable reason, kebab-case: <c>engine-missing</c>, <c>voice-unknown</c>, <c>engine-failed</c>, <c>timeout</c>.</param>
    /// <param name="message">What happened and what to do, for people.</param>
    /// <param name="inner">The cause, when there is one.</param>
    public SynthesisException(string code, string message, Exception? inner = null)
        : base(message, inner) => Code = code;

    /// <summary>Short stable reason, kebab-case.</summary>
    public string Code { get; }
}
