namespace IShowTts.Worker.Filtering.Words;

/// <summary>An entry of a word list, parsed.</summary>
/// <param name="Text">As it stands in the list (masked, if it is): what a verdict names.</param>
/// <param name="Word">Folded letters, single spaces between words.</param>
/// <param name="OpenStart">Letters may come before it (<c>*word</c>).</param>
/// <param name="OpenEnd">Letters may follow it (<c>word*</c>).</param>
/// <param name="IsAllowed">From the allow-list: what lies inside it is no hit.</param>
internal sealed record WordEntry(string Text, string Word, bool OpenStart, bool OpenEnd, bool IsAllowed);
