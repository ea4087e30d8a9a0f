namespace IShowTts.Worker.BrowserSource;

/// <summary>First message to a page.</summary>
/// <param name="Type"><c>hello</c>.</param>
/// <param name="Version">Of the worker; a page that was made for another one loads itself again.</param>
/// <param name="IsOutput">The page's name is one of the worker's sinks, so it shall play.</param>
internal sealed record HelloMessage(string Type, string Version, bool IsOutput);

/// <summary>Fall silent now: what is left of a run of audio is not wanted any more.</summary>
/// <param name="Type"><c>fade</c>.</param>
/// <param name="Generation">The run that ends.</param>
internal sealed record FadeMessage(string Type, uint Generation);

/// <summary>Marks a position in a run of audio.</summary>
/// <param name="Type"><c>utterance</c>: from here on an utterance is heard; <c>end</c>: nothing comes behind it for now.</param>
/// <param name="Generation">The run.</param>
/// <param name="Frame">Sample frames before it.</param>
/// <param name="Id">Id of the utterance; empty when none was named.</param>
internal sealed record MarkMessage(string Type, uint Generation, long Frame, string Id);

/// <summary>A new caption.</summary>
/// <param name="Type"><c>caption</c>.</param>
/// <param name="Id">Id of the utterance.</param>
/// <param name="Name">Who it is from; empty for nobody in particular.</param>
/// <param name="Kind">What it came from, kebab-case.</param>
/// <param name="Amount">Money, bits or points as they are shown; empty for none.</param>
/// <param name="Text">What is said.</param>
internal sealed record CaptionMessage(string Type, string Id, string Name, string Kind, string Amount, string Text);

/// <summary>When the words of the caption are heard, as far as it is known.</summary>
/// <param name="Type"><c>words</c>.</param>
/// <param name="Id">Id of the utterance.</param>
/// <param name="Words">For each word: where it begins and ends in the text (UTF-16 units), and when, in milliseconds.</param>
internal sealed record WordsMessage(string Type, string Id, int[][] Words);

/// <summary>How far the caption was heard.</summary>
/// <param name="Type"><c>position</c>.</param>
/// <param name="Id">Id of the utterance.</param>
/// <param name="HeardMs">Milliseconds heard.</param>
/// <param name="Playing">It goes on now; false while playing is on hold.</param>
internal sealed record PositionMessage(string Type, string Id, double HeardMs, bool Playing);

/// <summary>A message without content: <c>done</c> ends a caption that was heard, <c>clear</c> takes one away at once, <c>ping</c> says that the worker is there.</summary>
/// <param name="Type">Which.</param>
internal sealed record PlainMessage(string Type);
