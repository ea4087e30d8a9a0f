using System.Collections.Immutable;

namespace IShowTts.Integrations.Events;

/// <summary>What a viewer typed, with the parts that are not words.</summary>
/// <param name="Text">The platform's text, ACTION unwrapped, otherwise as it came (control characters and all).</param>
/// <param name="Spans">Parts in order of <see cref="TextSpan.Start"/>, inside the text, not overlapping.</param>
public sealed record MessageText(string Text, ImmutableArray<TextSpan> Spans)
{
    /// <summary>Nothing typed.</summary>
    public static MessageText Empty { get; } = new("", []);

    /// <summary>Text without special parts.</summary>
    /// <param name="text">What was typed.</param>
    public static MessageText Plain(string text) => new(text, []);

    /// <summary>The words of a span.</summary>
    /// <param name="span">One of <see cref="Spans"/>.</param>
    public ReadOnlySpan<char> Slice(TextSpan span) => Text.AsSpan(span.Start, span.Length);

    /// <inheritdoc/>
    public bool Equals(MessageText? other) => other is not null && Text == other.Text && Spans.AsSpan().SequenceEqual(other.Spans.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Text, Spans.Length);
}
