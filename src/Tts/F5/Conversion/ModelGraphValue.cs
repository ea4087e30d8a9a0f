namespace IShowTts.Tts.F5.Conversion;

/// <summary>An input or output of a graph.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Element type: <c>float32</c>, <c>int64</c>, …</param>
/// <param name="Shape">Sizes as numbers, free ones by name: <c>["1", "frame", "100"]</c>.</param>
internal sealed record ModelGraphValue(string Name, string Type, IReadOnlyList<string> Shape);
